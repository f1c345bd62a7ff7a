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
import java.nio.file.Path;
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
