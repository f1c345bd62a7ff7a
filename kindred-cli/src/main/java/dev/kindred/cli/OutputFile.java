package dev.kindred.cli;

import dev.kindred.internal.AtomicFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.zip.GZIPOutputStream;

/** Writes text files whole or not at all. */
final class OutputFile {
    private static final int BUFFER = 1 << 16;

    private OutputFile() {}

    /** Writes the content. */
    interface Content {
        void write(Writer out) throws IOException;
    }

    /** Something that may fail to write. */
    interface Action {
        void run() throws IOException;
    }

    /**
     * Work can take long: what keeps a file from being written is told before.
     *
     * @param option for messages, such as "--output"
     * @param sources what is read
     */
    static void check(String option, Path target, Collection<String> sources) throws IOException {
        if (target.toString().isEmpty()) {
            throw new UsageException(option + " must be the name of a file, but is empty");
        }
        Path folder = target.toAbsolutePath().getParent();
        if (Files.isDirectory(target) || folder == null) {
            throw new UsageException("%s %s is a directory".formatted(option, target));
        }
        if (!Files.isDirectory(folder)) {
            throw new UsageException(
                    "%s %s: there is no folder %s".formatted(option, target, folder));
        }
        if (!Files.isWritable(folder)) {
            throw new AccessDeniedException(folder.toString());
        }
        for (String source : sources) {
            if (Files.exists(target)
                    && Files.exists(Path.of(source))
                    && Files.isSameFile(target, Path.of(source))) {
                throw new UsageException(
                        "%s %s would replace a file that is read".formatted(option, target));
            }
        }
    }

    /** Writes a file as UTF-8; gzip if its name ends in .gz. Nothing is left behind on failure. */
    static void write(Path target, Content content) throws IOException {
        boolean packed = target.toString().endsWith(".gz");
        AtomicFile.write(
                target,
                channel -> {
                    // The channel belongs to the caller, so nothing here is closed.
                    OutputStream bytes = Channels.newOutputStream(channel);
                    var gzip = packed ? new GZIPOutputStream(bytes, BUFFER) : null;
                    var out =
                            new BufferedWriter(
                                    new OutputStreamWriter(
                                            gzip == null ? bytes : gzip, StandardCharsets.UTF_8),
                                    BUFFER);
                    content.write(out);
                    out.flush();
                    if (gzip != null) {
                        gzip.finish();
                    }
                });
    }

    /** For code that cannot throw {@link IOException}. */
    static void unchecked(Action action) {
        try {
            action.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
