package dev.kindred.cli;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Where a command writes: data to {@code out}, all else to {@code err}, both as UTF-8.
 *
 * @param out stdout; buffered, reports errors of writing
 * @param err stderr
 * @param outIsTerminal true if somebody watches stdout
 * @param errIsTerminal true if somebody watches stderr
 * @param columns width of the terminal
 */
record Terminal(
        Writer out, PrintStream err, boolean outIsTerminal, boolean errIsTerminal, int columns) {
    private static final int DEFAULT_COLUMNS = 100;
    private static final int FEWEST_COLUMNS = 60;

    /** A terminal that nobody watches. */
    static Terminal of(Writer out, OutputStream err) {
        return new Terminal(out, printer(err), false, false, DEFAULT_COLUMNS);
    }

    /** The terminal of this process; the launcher says in system properties what it is. */
    static Terminal ofProcess() {
        PrintStream err = printer(launchersStderr());
        System.setErr(err);
        List<String> watched = Arrays.asList(System.getProperty("kindred.terminal", "").split(","));
        return new Terminal(
                new BufferedWriter(
                        new OutputStreamWriter(
                                new FileOutputStream(FileDescriptor.out), StandardCharsets.UTF_8),
                        1 << 16),
                err,
                watched.contains("out"),
                watched.contains("err"),
                Math.max(FEWEST_COLUMNS, Integer.getInteger("kindred.columns", DEFAULT_COLUMNS)));
    }

    private static PrintStream printer(OutputStream stream) {
        return new PrintStream(new BufferedOutputStream(stream, 512), true, StandardCharsets.UTF_8);
    }

    /**
     * The real stderr. The launcher passes it as another file, since what the JVM itself writes to
     * stderr goes through a filter that takes out a warning.
     */
    private static OutputStream launchersStderr() {
        Integer number = Integer.getInteger("kindred.stderr");
        if (number == null) {
            return new FileOutputStream(FileDescriptor.err);
        }
        try {
            var descriptor = new FileDescriptor();
            Field field = FileDescriptor.class.getDeclaredField("fd");
            field.setAccessible(true); // opened by the launcher
            field.setInt(descriptor, number);
            return new FileOutputStream(descriptor);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return new FileOutputStream(FileDescriptor.err); // the filter passes it on
        }
    }

    /** Writes a message for people. */
    void say(String message) {
        flush();
        err.println("kindred: " + message);
    }

    void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For picocli's help texts. */
    PrintWriter outPrinter() {
        return new PrintWriter(out, true);
    }

    PrintWriter errPrinter() {
        return new PrintWriter(err, true, StandardCharsets.UTF_8);
    }
}
