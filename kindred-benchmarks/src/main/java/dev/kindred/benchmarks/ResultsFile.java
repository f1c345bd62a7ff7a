package dev.kindred.benchmarks;

import dev.kindred.internal.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A Markdown file with measured sections between markers. What is written by hand around them
 * stays.
 */
final class ResultsFile {
    private static final String HEAD =
            """
            # Results

            The sections between the markers are written by `benchmarks/run`; text outside of them is kept.
            """;

    private ResultsFile() {}

    static String begin(String section) {
        return "<!-- begin measured " + section + " -->";
    }

    static String end(String section) {
        return "<!-- end measured " + section + " -->";
    }

    /**
     * The text with a section replaced, or appended if it is not there yet.
     *
     * @throws IllegalArgumentException if a marker has lost its partner
     */
    static String replace(String text, String section, String body) {
        String inside = begin(section) + "\n" + body.strip() + "\n" + end(section);
        int from = text.indexOf(begin(section));
        int to = text.indexOf(end(section));
        if (from < 0 && to < 0) {
            return (text.isBlank() ? HEAD : text.stripTrailing() + "\n") + "\n" + inside + "\n";
        }
        if (from < 0 || to < from) {
            throw new IllegalArgumentException(
                    "\"%s\" and \"%s\" must both be there, in this order"
                            .formatted(begin(section), end(section)));
        }
        return text.substring(0, from) + inside + text.substring(to + end(section).length());
    }

    /** Replaces a section of a file, which is made if it is not there. */
    static void write(Path file, String section, String body) throws IOException {
        String before = Files.exists(file) ? Files.readString(file) : "";
        byte[] after = replace(before, section, body).getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> writeAll(out, after));
    }

    private static void writeAll(FileChannel out, byte[] bytes) throws IOException {
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            out.write(buffer);
        }
    }
}
