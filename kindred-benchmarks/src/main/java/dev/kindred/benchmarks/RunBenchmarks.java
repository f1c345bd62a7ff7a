package dev.kindred.benchmarks;

import dev.kindred.io.DataException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Measures Kindred and writes the measured sections of {@code benchmarks/RESULTS.md}. */
public final class RunBenchmarks {
    private RunBenchmarks() {}

    /** The command {@code benchmarks/run}; see {@link Options#USAGE}. */
    public static void main(String[] arguments) {
        Path root = Path.of(System.getProperty("kindred.root", "")).toAbsolutePath();
        System.exit(run(root, System.err, arguments));
    }

    static int run(Path root, PrintStream log, String... arguments) {
        if (Arrays.asList(arguments).contains("--help")) {
            log.print(Options.usage());
            return 0;
        }
        Options options;
        try {
            options = Options.parse(root, arguments);
        } catch (IllegalArgumentException e) {
            log.println("benchmarks: " + e.getMessage());
            return 2;
        }
        try {
            measure(options, log);
            return 0;
        } catch (IOException | DataException | IllegalArgumentException | IllegalStateException e) {
            log.println("benchmarks: " + e.getMessage());
            return 1;
        }
    }

    private static void measure(Options options, PrintStream log) throws IOException {
        List<String> facts = Machine.facts(options.root());
        facts.forEach(log::println);
        boolean quick = options.seconds() < 1;
        var watch = new Stopwatch(quick ? 1 : 3, quick ? 1 : 9, options.seconds());
        Calibration calibration =
                Calibration.measure(
                        new Stopwatch(quick ? 1 : 5, quick ? 1 : 9, Math.min(1, options.seconds())),
                        options.threads(),
                        quick ? 1 : 500,
                        quick ? 1 << 16 : 1 << 25);
        log.println(calibration);
        var bench = new Bench(options, watch, calibration);
        for (Part part : options.parts()) {
            log.printf("%s: %s ...%n", part.label(), part.about());
            long start = System.nanoTime();
            List<Row> rows = part.measure(bench);
            rows.forEach(row -> log.print("  " + row.toMarkdown()));
            log.printf("  took %.0f s%n", (System.nanoTime() - start) / 1e9);
            if (!rows.isEmpty()) {
                String body = section(part, facts, options, calibration, rows);
                ResultsFile.write(options.output(), part.label(), body);
            }
        }
    }

    static String section(
            Part part,
            List<String> facts,
            Options options,
            Calibration calibration,
            List<Row> rows) {
        var text = new StringBuilder("## Speed: ").append(part.about()).append("\n\n");
        facts.forEach(fact -> text.append(fact).append("  \n"));
        text.append("%d threads; %s\n\n".formatted(options.threads(), calibration));
        if (rows.stream().anyMatch(row -> row.timing().isDisturbed())) {
            text.append(
                    "`~`: other processes kept more than %s processors busy meanwhile; do not trust these rows.\n\n"
                            .formatted(Timing.HIGHEST_LOAD));
        }
        text.append(Row.HEADER);
        rows.forEach(row -> text.append(row.toMarkdown()));
        return text.toString();
    }
}
