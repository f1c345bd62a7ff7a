package dev.kindred.eval;

import dev.kindred.eval.Metric.Better;
import dev.kindred.eval.MetricKind.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The table of metrics that ask how recommendations spread over the catalogue and the users. */
final class CatalogueMetrics {
    static final List<MetricKind> ALL =
            List.of(
                    ofCounts(
                            "coverage",
                            Better.HIGHER,
                            "items in at least one list / items of the training data",
                            counts -> recommended(counts).length / (double) counts.length),
                    ofCounts(
                            "gini",
                            Better.LOWER,
                            "Gini index of how often each item of the training data is recommended,"
                                    + " n denominator: 0 = all alike",
                            CatalogueMetrics::gini),
                    ofCounts(
                            "gini-ranksys",
                            Better.HIGHER,
                            "1 - Gini index with n - 1 denominator: 1 = all alike, 0 = one item",
                            counts -> 1 - gini(counts) * counts.length / (counts.length - 1.0)),
                    ofCounts(
                            "gini-complement",
                            Better.HIGHER,
                            "sum of 2 (n + 1 - i) / (n + 1) x share of item i, the n items that are"
                                    + " recommended at all in rising order: 1 = all alike",
                            CatalogueMetrics::giniComplement),
                    ofCounts(
                            "entropy",
                            Better.HIGHER,
                            "-sum of p log2 p, p = share of an item in all recommendations, bits",
                            counts -> entropy(counts) / Math.log(2)),
                    ofCounts(
                            "entropy-nats",
                            Better.HIGHER,
                            "as entropy, with the natural logarithm",
                            CatalogueMetrics::entropy),
                    ofCounts(
                            "entropy-recbole",
                            Better.HIGHER,
                            "as entropy-nats, the mean over recommended items and not the sum",
                            counts -> entropy(counts) / recommended(counts).length),
                    ofUser("user-coverage", "share of users with at least one recommendation", 1),
                    ofUser(
                            "user-coverage-full",
                            "share of users with k recommendations",
                            Integer.MAX_VALUE));

    private CatalogueMetrics() {}

    private static MetricKind ofCounts(
            String name, Better better, String definition, ToDoubleFunction<int[]> ofCounts) {
        return new MetricKind(
                name,
                Shape.DEPTH,
                better,
                definition,
                (header, field) ->
                        new DataFunction(
                                header,
                                data -> {
                                    int items = data.train().items().size();
                                    int k = header.depth();
                                    return List.of(
                                            new ListFunction(
                                                    header,
                                                    all ->
                                                            all.isEmpty()
                                                                    ? Double.NaN
                                                                    : ofCounts.applyAsDouble(
                                                                            counts(
                                                                                    all, k,
                                                                                    items))));
                                }));
    }

    private static MetricKind ofUser(String name, String definition, int atLeast) {
        return new MetricKind(
                name,
                Shape.DEPTH,
                Better.HIGHER,
                definition,
                (header, field) -> {
                    int k = header.depth();
                    return UserFunction.ofList(
                            header, outcome -> outcome.size(k) >= Math.min(k, atLeast) ? 1 : 0);
                });
    }

    /** How often each item is recommended; items outside the training data are not counted. */
    private static int[] counts(List<Outcome> outcomes, int k, int items) {
        int[] counts = new int[items];
        for (Outcome outcome : outcomes) {
            for (int position = 0; position < outcome.size(k); position++) {
                if (outcome.item(position) < items) {
                    counts[outcome.item(position)]++;
                }
            }
        }
        return counts;
    }

    /** The counts above 0, rising. */
    private static int[] recommended(int[] counts) {
        return Arrays.stream(counts).filter(count -> count > 0).sorted().toArray();
    }

    /** NaN if nothing is recommended. */
    private static double gini(int[] counts) {
        int[] rising = counts.clone();
        Arrays.sort(rising);
        double weighted = 0;
        double sum = 0;
        for (int n = 0; n < rising.length; n++) {
            weighted += (2.0 * (n + 1) - rising.length - 1) * rising[n];
            sum += rising[n];
        }
        return weighted / (rising.length * sum);
    }

    private static double giniComplement(int[] counts) {
        int[] rising = recommended(counts);
        double weighted = 0;
        double sum = 0;
        for (int n = 0; n < rising.length; n++) {
            weighted += 2.0 * (rising.length - n) / (rising.length + 1) * rising[n];
            sum += rising[n];
        }
        return weighted / sum;
    }

    /** In nats; NaN if nothing is recommended. */
    private static double entropy(int[] counts) {
        int[] some = recommended(counts);
        double sum = Arrays.stream(some).asLongStream().sum();
        double entropy = 0;
        for (int count : some) {
            entropy -= count / sum * Math.log(count / sum);
        }
        return some.length == 0 ? Double.NaN : entropy;
    }
}
