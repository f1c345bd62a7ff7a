package dev.kindred.benchmarks;

import dev.kindred.data.Interaction;
import dev.kindred.data.InteractionLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The files that are exchanged with other systems, and what their answers are worth. */
final class PeerFiles {
    private static final double LOWEST = 1;
    private static final double HIGHEST = 5;

    private PeerFiles() {}

    /** What a file of answers is worth, as text. */
    interface Quality {
        String of(Path answers);
    }

    /** Writes {@code user,item,value} lines, which all of them read. */
    static void write(InteractionLog log, Path file) throws IOException {
        try (var out = new PrintWriter(Files.newBufferedWriter(file))) {
            for (Interaction one : log) {
                out.println(one.user() + "," + one.item() + "," + (float) one.value());
            }
        }
    }

    /** RMSE of predictions, clipped to 1 - 5, and how many of the pairs were predicted. */
    static String ratingQuality(Path answers, Path test) {
        Map<String, Double> truth = new HashMap<>();
        for (String[] fields : rows(test)) {
            truth.put(fields[0] + "," + fields[1], Double.valueOf(fields[2]));
        }
        double squares = 0;
        int count = 0;
        for (String[] fields : rows(answers)) {
            double predicted = Math.min(HIGHEST, Math.max(LOWEST, Double.parseDouble(fields[2])));
            double error = predicted - truth.get(fields[0] + "," + fields[1]);
            squares += error * error;
            count++;
        }
        return String.format(
                Locale.ROOT,
                "rmse %.4f on %d of %d",
                Math.sqrt(squares / count),
                count,
                truth.size());
    }

    /** Mean over the users of the test set of the share of their test items in their list. */
    static String listQuality(Path answers, Path test) {
        Map<String, Set<String>> targets = new HashMap<>();
        for (String[] fields : rows(test)) {
            targets.computeIfAbsent(fields[0], user -> new HashSet<>()).add(fields[1]);
        }
        double sum = 0;
        for (String[] fields : rows(answers)) {
            Set<String> wanted = targets.getOrDefault(fields[0], Set.of());
            long hits = Arrays.stream(fields).skip(1).filter(wanted::contains).count();
            sum += wanted.isEmpty() ? 0 : (double) hits / wanted.size();
        }
        return String.format(Locale.ROOT, "recall@20 %.4f", sum / targets.size());
    }

    private static List<String[]> rows(Path file) {
        try {
            return Files.readAllLines(file).stream().map(line -> line.split(",")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
