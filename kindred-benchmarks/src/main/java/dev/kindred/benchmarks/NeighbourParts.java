package dev.kindred.benchmarks;

import dev.kindred.data.Dataset;
import dev.kindred.data.SparseRows;
import dev.kindred.model.Algorithm;
import dev.kindred.model.Algorithms;
import dev.kindred.model.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Measures item neighbourhoods and the evaluation of all users. */
final class NeighbourParts {
    private NeighbourParts() {}

    static List<Row> knn(Bench bench) {
        var rows = new ArrayList<Row>();
        Dataset ml1m = bench.dataset(Bench.ML_1M);
        rows.add(
                fit(bench, "ML-1M", ml1m, 50)
                        .elsewhere("implicit 0.36 s, Mahout 14.5 s, LibRec 37.6 s"));
        rows.add(fit(bench, "ML-1M", ml1m, 200).elsewhere("irspack 0.465 s, implicit 0.52 s"));
        Bench.Trial gowalla = bench.gowalla();
        rows.add(
                fit(bench, "gowalla", gowalla.train(), 50)
                        .quality(bench.ranking(cosine(50), gowalla))
                        .elsewhere("implicit 0.50 s, recall@20 0.1131"));
        rows.add(
                fit(bench, "gowalla", gowalla.train(), 200)
                        .quality(bench.ranking(cosine(200), gowalla))
                        .elsewhere("implicit 1.13 s, recall@20 0.1178"));
        return rows;
    }

    private static Row fit(Bench bench, String name, Dataset data, int neighbours) {
        Timing timing = bench.timeFit(cosine(neighbours), data);
        double products = squares(data.byUser()) / 2;
        return Row.of("item-knn cosine, %s, K %d".formatted(name, neighbours), timing)
                .rate(Bench.perSecond(products, timing.median(), "pairs of a history"));
    }

    static Algorithm<?> cosine(int neighbours) {
        return Algorithms.create(
                "item-knn",
                null,
                Map.of("neighbours", String.valueOf(neighbours), "shrinkage", "0"));
    }

    private static double squares(SparseRows byUser) {
        double sum = 0;
        for (int user = 0; user < byUser.rows(); user++) {
            sum += (double) byUser.size(user) * byUser.size(user);
        }
        return sum;
    }

    static List<Row> evaluate(Bench bench) {
        Bench.Trial gowalla = bench.gowalla();
        var rows = new ArrayList<Row>();
        rows.add(evaluate(bench, gowalla, "popular", Algorithms.create("popular", null, Map.of())));
        Algorithm<?> published = Algorithms.create("item-knn", "gowalla", Map.of());
        rows.add(evaluate(bench, gowalla, "item-knn, preset gowalla", published));
        return rows;
    }

    private static Row evaluate(
            Bench bench, Bench.Trial trial, String name, Algorithm<?> algorithm) {
        Model model = algorithm.fit(trial.train(), bench.context());
        String metrics = "recall@20,ndcg@20";
        Timing timing = bench.watch().time(() -> bench.evaluate(name, model, trial, metrics));
        int users = trial.test().users().size();
        return Row.of("evaluate %s, all %,d users of gowalla".formatted(name, users), timing)
                .rate(Bench.perSecond(users, timing.median(), "users"))
                .quality(Bench.rankingOf(bench.evaluate(name, model, trial, metrics)));
    }
}
