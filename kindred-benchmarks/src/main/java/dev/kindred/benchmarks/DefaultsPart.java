package dev.kindred.benchmarks;

import dev.kindred.data.Split;
import dev.kindred.data.Splitters;
import dev.kindred.model.AlgorithmProvider;
import dev.kindred.model.Algorithms;
import dev.kindred.model.Model;
import dev.kindred.model.RatingModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How good every algorithm is with its defaults, on data sets of different kinds. */
final class DefaultsPart {
    private static final String SPLIT = "user:0.2";
    private static final long SEED = 42;

    /** With more items, algorithms whose cost grows with their square or cube are left out. */
    private static final int MOST_ITEMS = 20_000;

    private static final Set<String> STEEP = Set.of("ease", "slim");

    /** The sets are read without attributes. */
    private static final Set<String> BY_ATTRIBUTES = Set.of("content", "demographic", "hybrid");

    private static final Set<String> BOTH_MODES = Set.of("user-knn", "item-knn");

    private DefaultsPart() {}

    /**
     * A data set.
     *
     * @param ranking the metric of lists
     * @param rated whether its values are ratings, to be predicted
     */
    private record Case(String name, Bench.Trial trial, String ranking, boolean rated) {}

    /** What came out; a rating predictor is judged by its error, all others by their lists. */
    private record Outcome(Row row, boolean predicts, double value) {}

    static List<Row> defaults(Bench bench) {
        var rows = new ArrayList<Row>();
        rows.addAll(rows(bench, split(bench, "movielens-small/ratings.csv.gz")));
        rows.addAll(rows(bench, split(bench, "ml-100k/ml-100k.zip!ml-100k/u.data")));
        rows.addAll(rows(bench, split(bench, Bench.ML_1M)));
        rows.addAll(rows(bench, new Case("gowalla", bench.gowalla(), "ndcg@20", false)));
        return rows;
    }

    private static Case split(Bench bench, String file) {
        Split split = Splitters.parse(SPLIT).split(bench.dataset(file), SEED).get(0);
        String name = file.substring(0, file.indexOf('/'));
        return new Case(name, new Bench.Trial(split.train(), split.test()), "ndcg@10", true);
    }

    /** The rows of a data set: lists and then ratings, the best first. */
    private static List<Row> rows(Bench bench, Case data) {
        var outcomes = new ArrayList<Outcome>();
        for (AlgorithmProvider provider : Algorithms.all()) {
            String name = provider.name();
            if (BY_ATTRIBUTES.contains(name)) {
                continue;
            }
            if (!STEEP.contains(name) || data.trial().train().items().size() <= MOST_ITEMS) {
                outcomes.add(measure(bench, data, name, Map.of()));
            }
            if (BOTH_MODES.contains(name)) {
                outcomes.add(measure(bench, data, name, Map.of("mode", "rating")));
            }
        }
        return outcomes.stream()
                .filter(outcome -> data.rated() || !outcome.predicts())
                .sorted(
                        Comparator.comparing(Outcome::predicts)
                                .thenComparingDouble(o -> o.predicts() ? o.value() : -o.value()))
                .map(Outcome::row)
                .toList();
    }

    private static Outcome measure(
            Bench bench, Case data, String name, Map<String, String> settings) {
        var load = OtherLoad.start();
        long start = System.nanoTime();
        Model model =
                Algorithms.create(name, null, settings).fit(data.trial().train(), bench.context());
        double[] seconds = {(System.nanoTime() - start) / 1e9};
        boolean predicts = model instanceof RatingModel;
        String metric = predicts ? "rmse" : data.ranking();
        double value =
                predicts && !data.rated()
                        ? 0
                        : bench.evaluate(name, model, data.trial(), metric).metric(metric);
        String work = data.name() + ": " + name + (settings.isEmpty() ? "" : ", rating");
        Row row =
                Row.of(work, Timing.of(seconds[0], seconds, load.processors()))
                        .quality(String.format(Locale.ROOT, "%s %.4f", metric, value));
        return new Outcome(row, predicts, value);
    }
}
