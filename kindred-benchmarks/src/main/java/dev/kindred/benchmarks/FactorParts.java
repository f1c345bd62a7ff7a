package dev.kindred.benchmarks;

import dev.kindred.data.Dataset;
import dev.kindred.model.Algorithm;
import dev.kindred.model.Algorithms;
import dev.kindred.model.Model;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Measures the factor models. */
final class FactorParts {
    private static final int EPOCHS = 8;
    private static final int MOST_EPOCHS = 10;
    private static final double RECALL = 0.152;

    private FactorParts() {}

    static List<Row> ials(Bench bench) {
        Bench.Trial gowalla = bench.gowalla();
        var rows = new ArrayList<Row>();
        rows.add(
                ialsEpoch(
                        bench,
                        gowalla,
                        "cg",
                        64,
                        "irspack 0.056 s, implicit 0.166 s, Spark 1.89 s (exact)"));
        rows.add(
                ialsEpoch(
                        bench,
                        gowalla,
                        "cg",
                        128,
                        "irspack 0.155 s, implicit 0.256 s, Spark 5.69 s (exact)"));
        rows.add(ialsEpoch(bench, gowalla, "block", 64, "irspack iALS++ 0.311 s, Gorse 0.80 s"));
        rows.add(
                ialsEpoch(
                        bench,
                        gowalla,
                        "cholesky",
                        64,
                        "irspack 0.358 s, implicit 0.88 s, Spark 1.89 s"));
        rows.add(timeToRecall(bench, gowalla));
        return rows;
    }

    private static Row ialsEpoch(
            Bench bench, Bench.Trial trial, String solver, int factors, String elsewhere) {
        Algorithm<?> algorithm = ials(solver, factors, EPOCHS);
        Timing timing =
                bench.watch().timeInside(() -> epoch(bench, algorithm, trial.train(), "fit ials"));
        return Row.of("ials %s, gowalla, d %d: one epoch".formatted(solver, factors), timing)
                .rate(Bench.perSecond(2.0 * trial.train().size(), timing.median(), "updates"))
                .quality(
                        solver.equals("cg")
                                ? bench.ranking(algorithm, trial)
                                        + " after %d epochs".formatted(EPOCHS)
                                : "")
                .elsewhere(elsewhere);
    }

    private static Algorithm<?> ials(String solver, int factors, int epochs) {
        return Algorithms.create(
                "ials",
                "gowalla-64",
                Map.of(
                        "solver", solver,
                        "factors", String.valueOf(factors),
                        "epochs", String.valueOf(epochs)));
    }

    private static double epoch(Bench bench, Algorithm<?> algorithm, Dataset data, String stage) {
        var stages = new Stages();
        algorithm.fit(data, bench.context().withProgress(stages));
        return stages.secondsPerReport(stage);
    }

    /** The training with the fewest epochs that reaches the recall, as a whole. */
    private static Row timeToRecall(Bench bench, Bench.Trial trial) {
        int epochs = 3;
        double recall = recall(bench, trial, epochs);
        while (recall < RECALL && epochs < MOST_EPOCHS) {
            recall = recall(bench, trial, ++epochs);
        }
        Timing timing = bench.timeFit(ials("cg", 64, epochs), trial.train());
        String reached = recall >= RECALL ? "reaches" : "does not reach";
        return Row.of("ials cg, gowalla, d 64: %d epochs".formatted(epochs), timing)
                .quality(
                        String.format(
                                Locale.ROOT, "recall@20 %.4f %s %.3f", recall, reached, RECALL))
                .elsewhere("irspack 0.51 s to 0.1524");
    }

    private static double recall(Bench bench, Bench.Trial trial, int epochs) {
        Model model = ials("cg", 64, epochs).fit(trial.train(), bench.context());
        return bench.evaluate("ials", model, trial, "recall@20").metric("recall@20");
    }

    static List<Row> biasedMf(Bench bench) {
        Bench.Trial trial = bench.split90();
        return bothWays(
                bench,
                trial,
                "biased-mf",
                // The best regularization for 20 epochs on a validation split.
                Map.of("factors", "50", "epochs", "20", "regularization", ".05"),
                "biased-mf, ML-1M 90 %, d 50, 20 epochs",
                "ratings",
                algorithm -> {
                    Model model = algorithm.fit(trial.train(), bench.context());
                    double rmse = bench.evaluate("biased-mf", model, trial, "rmse").metric("rmse");
                    return String.format(Locale.ROOT, "rmse %.4f", rmse);
                },
                "libmf 68.6 M ratings/s, rmse 0.8397; LibRec 1.60 s, LensKit 3.6 s, Mahout 4.65 s");
    }

    static List<Row> bpr(Bench bench) {
        Bench.Trial trial = bench.gowalla();
        return bothWays(
                bench,
                trial,
                "bpr",
                Map.of("factors", "64", "epochs", "40"),
                "bpr, gowalla, d 64, 40 epochs",
                "samples",
                algorithm -> bench.ranking(algorithm, trial),
                "implicit 5.0 - 5.5 M samples/s; Gorse 1.4 - 2.1 M, recall@20 0.1262");
    }

    /** Gradient descent, with the same result on any number of threads and with racing ones. */
    private static List<Row> bothWays(
            Bench bench,
            Bench.Trial trial,
            String name,
            Map<String, String> settings,
            String work,
            String unit,
            Function<Algorithm<?>, String> quality,
            String elsewhere) {
        double steps = Double.parseDouble(settings.get("epochs")) * trial.train().size();
        var rows = new ArrayList<Row>();
        for (String deterministic : List.of("true", "false")) {
            var all = new HashMap<>(settings);
            all.put("deterministic", deterministic);
            Algorithm<?> algorithm = Algorithms.create(name, null, all);
            Timing timing = bench.timeFit(algorithm, trial.train());
            rows.add(
                    Row.of(work + ", deterministic " + deterministic, timing)
                            .rate(Bench.perSecond(steps, timing.median(), unit))
                            .quality(quality.apply(algorithm))
                            .elsewhere(elsewhere));
        }
        return rows;
    }
}
