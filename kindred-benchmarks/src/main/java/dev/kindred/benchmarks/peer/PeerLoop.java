package dev.kindred.benchmarks.peer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * The peer's side: reads commands from standard input and answers each with one line.
 *
 * <p>{@code run TASK} is answered by {@code seconds S}, {@code write FILE} by {@code written},
 * {@code memory} by {@code megabytes M}, the most memory that the process held so far (0 where the
 * system does not tell). What the system prints goes to standard error.
 */
public final class PeerLoop {
    private static final Path STATUS = Path.of("/proc/self/status");

    private PeerLoop() {}

    /** Makes the peer, says {@code ready}, and serves until the input ends. */
    public static void serve(Callable<Peer> maker) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err);
        Peer peer = maker.call();
        var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        answers.println("ready");
        answers.flush();
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            answers.println(answer(peer, line));
            answers.flush();
        }
        System.exit(0);
    }

    static String answer(Peer peer, String line) throws Exception {
        String[] words = line.split(" ", 2);
        switch (words[0]) {
            case "run":
                long start = System.nanoTime();
                peer.run(words[1]);
                return "seconds " + (System.nanoTime() - start) / 1e9;
            case "write":
                peer.write(Path.of(words[1]));
                return "written";
            case "memory":
                return "megabytes " + highestMemory();
            default:
                throw new IllegalArgumentException("unknown command \"" + line + "\"");
        }
    }

    private static long highestMemory() throws IOException {
        List<String> lines = Files.exists(STATUS) ? Files.readAllLines(STATUS) : List.of();
        for (String line : lines) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024;
            }
        }
        return 0;
    }
}
