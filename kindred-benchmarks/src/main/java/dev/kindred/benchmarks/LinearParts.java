package dev.kindred.benchmarks;

import dev.kindred.data.Dataset;
import dev.kindred.model.Algorithm;
import dev.kindred.model.Algorithms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Measures the linear models. */
final class LinearParts {
    private LinearParts() {}

    static List<Row> ease(Bench bench) {
        Dataset data = bench.dataset(Bench.ML_1M);
        Algorithm<?> ease = Algorithms.create("ease", null, Map.of());
        Timing whole = bench.timeFit(ease, data);
        var rows = new ArrayList<Row>();
        rows.add(
                Row.of("ease, ML-1M: whole training", whole)
                        .elsewhere("numpy, scipy and OpenBLAS 1.0 - 1.2 s"));
        var seen = new Stages();
        ease.fit(data, bench.context().withProgress(seen));
        if (seen.has("ease: inverse")) { // small sets are solved in one go
            rows.addAll(stages(bench, ease, data));
        }
        return rows;
    }

    private static List<Row> stages(Bench bench, Algorithm<?> ease, Dataset data) {
        Timing gram =
                bench.watch().timeInside(() -> stage(bench, ease, data, "ease: common users"));
        Timing inverse = bench.watch().timeInside(() -> stage(bench, ease, data, "ease: inverse"));
        double flops = Math.pow(data.items().size(), 3);
        return List.of(
                Row.of("ease, ML-1M: common users of all pairs", gram)
                        .elsewhere("scipy 0.65 - 0.85 s"),
                Row.of("ease, ML-1M: inverse", inverse)
                        .rate(bench.calibration().share(flops, inverse.median()))
                        .elsewhere("OpenBLAS 0.32 - 0.38 s (with scaling)"));
    }

    private static double stage(Bench bench, Algorithm<?> ease, Dataset data, String stage) {
        var stages = new Stages();
        ease.fit(data, bench.context().withProgress(stages));
        return stages.seconds(stage);
    }
}
