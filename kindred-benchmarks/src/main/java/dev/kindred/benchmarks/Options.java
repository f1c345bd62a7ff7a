package dev.kindred.benchmarks;

import dev.kindred.internal.Suggestion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What to measure and how.
 *
 * @param root of the repository
 * @param parts what to measure
 * @param data folder of the data sets
 * @param output the file to write to
 * @param threads for everything
 * @param seconds to spend on the repeats of one piece of work
 * @param sizes interactions of the scaling runs
 */
record Options(
        Path root,
        Set<Part> parts,
        Path data,
        Path output,
        int threads,
        double seconds,
        List<Integer> sizes) {
    static final String USAGE =
            """
            Usage: benchmarks/run [--parts P,Q...] [--data DIR] [--output FILE] [--threads N] [--seconds S]
                                  [--sizes N,N...]
              --parts    parts to measure (default: all but scaling):
            %s  --data     folder of the data sets (default: ../shared/data)
              --output   Markdown file whose measured sections are replaced (default: benchmarks/RESULTS.md)
              --threads  threads (default: all processors)
              --seconds  time to spend on repeats of one piece of work (default: 5)
              --sizes    interactions of the scaling runs (default: 1000000,10000000)
            Example: benchmarks/run --parts knn,ease --seconds 10
            """;

    static String usage() {
        var parts = new StringBuilder();
        for (Part part : Part.values()) {
            parts.append("               %-10s%s%n".formatted(part.label(), part.about()));
        }
        return USAGE.formatted(parts);
    }

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException if it is wrong
     */
    static Options parse(Path root, String... arguments) {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        for (Part part : Part.values()) {
            if (part.isUsual()) {
                parts.add(part);
            }
        }
        var options =
                new Options(
                        root,
                        parts,
                        root.resolveSibling("shared").resolve("data"),
                        root.resolve("benchmarks/RESULTS.md"),
                        Runtime.getRuntime().availableProcessors(),
                        5,
                        List.of(1_000_000, 10_000_000));
        for (int k = 0; k < arguments.length; k += 2) {
            if (k + 1 == arguments.length) {
                throw new IllegalArgumentException(
                        "option %s is unknown or lacks its value".formatted(arguments[k]));
            }
            options = options.with(arguments[k], arguments[k + 1]);
        }
        return options;
    }

    private Options with(String name, String value) {
        return switch (name) {
            case "--parts" ->
                    new Options(root, parts(value), data, output, threads, seconds, sizes);
            case "--data" ->
                    new Options(root, parts, Path.of(value), output, threads, seconds, sizes);
            case "--output" ->
                    new Options(root, parts, data, Path.of(value), threads, seconds, sizes);
            case "--threads" ->
                    new Options(root, parts, data, output, count(name, value), seconds, sizes);
            case "--seconds" ->
                    new Options(root, parts, data, output, threads, number(value), sizes);
            case "--sizes" ->
                    new Options(root, parts, data, output, threads, seconds, sizes(value));
            default ->
                    throw new IllegalArgumentException(
                            "unknown option %s%s"
                                    .formatted(
                                            name,
                                            Suggestion.didYouMean(
                                                    name,
                                                    List.of(
                                                            "--parts",
                                                            "--data",
                                                            "--output",
                                                            "--threads",
                                                            "--seconds",
                                                            "--sizes"))));
        };
    }

    private static Set<Part> parts(String text) {
        Set<Part> parts = EnumSet.noneOf(Part.class);
        for (String name : text.split(",")) {
            parts.add(Part.parse(name.trim()));
        }
        return parts;
    }

    private static List<Integer> sizes(String text) {
        var sizes = new ArrayList<Integer>();
        for (String size : text.split(",")) {
            sizes.add(count("--sizes", size.trim()));
        }
        return sizes;
    }

    private static int count(String name, String text) {
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException(
                    "%s must be a whole number above 0, but is \"%s\"".formatted(name, text));
        }
        return Integer.parseInt(text);
    }

    private static double number(String text) {
        if (!text.matches("[0-9]+(\\.[0-9]+)?")) {
            throw new IllegalArgumentException(
                    "--seconds must be a number of at least 0, but is \"%s\"".formatted(text));
        }
        return Double.parseDouble(text);
    }
}
