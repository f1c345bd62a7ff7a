package dev.kindred.benchmarks.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Our side: a peer's process, told what to do. */
public final class PeerProcess implements AutoCloseable {
    private final String name;
    private final Process process;
    private final Writer commands;
    private final BufferedReader answers;

    /**
     * Starts the process and waits until it has read its data.
     *
     * @param name of the system, for errors
     * @param log file that takes what the process prints to standard error
     * @throws IllegalStateException if it ends instead
     */
    public static PeerProcess start(String name, List<String> command, Path log) {
        try {
            Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
            var peer = new PeerProcess(name, process, log);
            peer.expect("ready");
            return peer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final Path log;

    private PeerProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        this.answers =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Has a task done; returns the seconds that the peer's own clock counted. */
    public double run(String task) {
        return Double.parseDouble(ask("run " + task, "seconds"));
    }

    /** Has the answers written to a file. */
    public void write(Path file) {
        ask("write " + file, "written");
    }

    /** The most memory that the process held so far, in megabytes. */
    public long megabytes() {
        return Long.parseLong(ask("memory", "megabytes"));
    }

    private String ask(String command, String expected) {
        try {
            commands.write(command + "\n");
            commands.flush();
        } catch (IOException e) {
            throw ended(command);
        }
        return expect(expected);
    }

    private String expect(String word) {
        try {
            String line = answers.readLine();
            if (line == null || !line.startsWith(word)) {
                throw ended(word);
            }
            return line.substring(word.length()).trim();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private IllegalStateException ended(String what) {
        return new IllegalStateException(
                "%s ended before it answered \"%s\"; see %s".formatted(name, what, log));
    }

    @Override
    public void close() {
        process.destroy();
    }
}
