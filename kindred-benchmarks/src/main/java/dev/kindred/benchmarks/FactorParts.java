package dev.kindred.benchmarks;

import dev.kindred.data.Dataset;
import dev.kindred.internal.ConfigBinder;
import dev.kindred.model.Algorithm;
import dev.kindred.model.AlgorithmProvider;
import dev.kindred.model.Algorithms;
import dev.kindred.model.Model;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Measures the factor models. */
final class FactorParts {
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
        Algorithm<?> algorithm = ials(solver, factors, 8);
        Timing timing =
                bench.watch().timeInside(() -> epoch(bench, algorithm, trial.train(), "fit ials"));
        return Row.of("ials %s, gowalla, d %d: one epoch".formatted(solver, factors), timing)
                .rate(Bench.perSecond(2.0 * trial.train().size(), timing.median(), "updates"))
                .quality(
                        solver.equals("cg")
                                ? bench.ranking(algorithm, trial) + " after 8 epochs"
                                : "")
                .elsewhere(elsewhere);
    }

    private static Algorithm<?> ials(String solver, int factors, int epochs) {
        return Algorithms.create(
                "ials",
                "gowalla",
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
        int epochs = 6;
        double recall = 0;
        for (; epochs <= 10; epochs += 2) {
            Model model = ials("cg", 64, epochs).fit(trial.train(), bench.context());
            recall = bench.evaluate("ials", model, trial, "recall@20").metric("recall@20");
            if (recall >= RECALL || epochs == 10) {
                break;
            }
        }
        Timing timing = bench.timeFit(ials("cg", 64, epochs), trial.train());
        String reached = recall >= RECALL ? "reaches" : "does not reach";
        return Row.of("ials cg, gowalla, d 64: %d epochs".formatted(epochs), timing)
                .quality(
                        String.format(
                                Locale.ROOT, "recall@20 %.4f %s %.3f", recall, reached, RECALL))
                .elsewhere("irspack 0.51 s to 0.1524");
    }

    static List<Row> biasedMf(Bench bench) {
        Bench.Trial trial = bench.split90();
        var rows = new ArrayList<Row>();
        for (String deterministic : List.of("true", "false")) {
            Algorithm<?> algorithm =
                    known(
                            "biased-mf",
                            Map.of(
                                    "factors",
                                    "50",
                                    "epochs",
                                    "20",
                                    "regularization",
                                    ".05", // the best for 20 epochs on a validation split
                                    "deterministic",
                                    deterministic));
            if (algorithm == null) {
                return List.of();
            }
            Timing timing = bench.timeFit(algorithm, trial.train());
            Model model = algorithm.fit(trial.train(), bench.context());
            double rmse = bench.evaluate("biased-mf", model, trial, "rmse").metric("rmse");
            rows.add(
                    Row.of(
                                    "biased-mf, ML-1M 90 %%, d 50, 20 epochs, deterministic %s"
                                            .formatted(deterministic),
                                    timing)
                            .rate(
                                    Bench.perSecond(
                                            20.0 * trial.train().size(),
                                            timing.median(),
                                            "ratings"))
                            .quality(String.format(Locale.ROOT, "rmse %.4f", rmse))
                            .elsewhere(
                                    "libmf 68.6 M ratings/s, rmse 0.8397; LibRec 1.60 s, LensKit 3.6 s, Mahout 4.65 s"));
        }
        return rows;
    }

    static List<Row> bpr(Bench bench) {
        Bench.Trial trial = bench.gowalla();
        var rows = new ArrayList<Row>();
        for (String deterministic : List.of("true", "false")) {
            Algorithm<?> algorithm =
                    known(
                            "bpr",
                            Map.of(
                                    "factors",
                                    "64",
                                    "epochs",
                                    "40",
                                    "deterministic",
                                    deterministic));
            if (algorithm == null) {
                return List.of();
            }
            Timing timing = bench.timeFit(algorithm, trial.train());
            rows.add(
                    Row.of(
                                    "bpr, gowalla, d 64, 40 epochs, deterministic %s"
                                            .formatted(deterministic),
                                    timing)
                            .rate(
                                    Bench.perSecond(
                                            40.0 * trial.train().size(),
                                            timing.median(),
                                            "samples"))
                            .quality(bench.ranking(algorithm, trial))
                            .elsewhere(
                                    "implicit 5.0 - 5.5 M samples/s; Gorse 1.4 - 2.1 M, recall@20 0.1262"));
        }
        return rows;
    }

    /**
     * An algorithm with those of the settings that it knows; null if there is no such algorithm.
     */
    private static @Nullable Algorithm<?> known(String name, Map<String, String> settings) {
        for (AlgorithmProvider provider : Algorithms.all()) {
            if (provider.name().equals(name)) {
                var known = new HashMap<>(settings);
                known.keySet().retainAll(ConfigBinder.toTexts(provider.defaults()).keySet());
                return Algorithms.create(name, null, known);
            }
        }
        return null;
    }
}
