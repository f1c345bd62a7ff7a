package dev.kindred.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kindred.data.Interaction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.io.TempDir;

/** Makes small files and reads them. */
abstract class FileTest {
    static final ReadOptions DEFAULTS = ReadOptions.defaults();

    @TempDir Path folder;

    String file(String name, byte[] bytes) {
        try {
            return Files.write(folder.resolve(name), bytes).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String file(String name, String text) {
        return file(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A file whose name ends in data. */
    String data(String text) {
        return file("data", text);
    }

    static byte[] gzip(byte[] bytes) {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    static byte[] gzip(String text) {
        return gzip(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A zip archive of members: name, text, name, text ... */
    static byte[] zip(String... members) {
        var packed = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(packed)) {
            for (int k = 0; k < members.length; k += 2) {
                out.putNextEntry(new ZipEntry(members[k]));
                out.write(members[k + 1].getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    static InteractionFiles.Result read(String source) {
        return InteractionFiles.read(source, DEFAULTS);
    }

    /** The interactions of a text. */
    List<Interaction> readAll(String text) {
        return all(read(data(text)));
    }

    static List<Interaction> all(InteractionFiles.Result result) {
        var list = new ArrayList<Interaction>();
        result.log().forEach(list::add);
        return list;
    }

    /** An interaction; time in milliseconds. */
    static Interaction rating(String user, String item, double value, long time) {
        return new Interaction(user, item, Interaction.RATING, value, time);
    }

    static Interaction rating(String user, String item, double value) {
        return Interaction.of(user, item, value);
    }

    /** The message of the error that reading raises, which holds these words. */
    static void assertRefused(String source, ReadOptions options, String... words) {
        var error =
                catchThrowableOfType(
                        DataException.class, () -> InteractionFiles.read(source, options));
        assertThat(error).as("refusal of %s", source).isNotNull();
        assertThat(error.getMessage()).contains(words).doesNotContain("\n");
    }

    static void assertRefused(String source, String... words) {
        assertRefused(source, DEFAULTS, words);
    }
}
