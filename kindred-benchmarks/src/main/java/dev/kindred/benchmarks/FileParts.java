package dev.kindred.benchmarks;

import dev.kindred.data.Dataset;
import dev.kindred.data.DatasetBuilder;
import dev.kindred.data.InteractionLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Measures what comes before training, and the demo as a whole. */
final class FileParts {
    private FileParts() {}

    static List<Row> read(Bench bench) {
        var rows = new ArrayList<Row>();
        for (String file : List.of(Bench.ML_1M, Bench.GOWALLA)) {
            InteractionLog log = bench.read(file);
            Dataset data = new DatasetBuilder().build(log);
            String name = file.substring(0, file.indexOf('/'));
            rows.add(row("read " + name, log.size(), bench.watch().time(() -> bench.read(file))));
            rows.add(
                    row(
                            "build the data set of " + name,
                            log.size(),
                            bench.watch().time(() -> new DatasetBuilder().build(log))));
            rows.add(
                    row(
                            "transpose " + name,
                            data.size(),
                            bench.watch().time(() -> data.byUser().transpose())));
        }
        return rows;
    }

    private static Row row(String work, int size, Timing timing) {
        return Row.of(work, timing).rate(Bench.perSecond(size, timing.median(), "interactions"));
    }

    static List<Row> demo(Bench bench) {
        run(bench, "--version"); // builds
        Timing timing = bench.watch().time(() -> run(bench, "demo", "--once"));
        return List.of(Row.of("`kindred demo --once` on a built tree", timing));
    }

    private static void run(Bench bench, String... arguments) {
        var command = new ArrayList<>(List.of(bench.root().resolve("kindred").toString()));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            int code = process.waitFor();
            if (code != 0) {
                throw new IllegalStateException("%s ended with %d".formatted(command, code));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
