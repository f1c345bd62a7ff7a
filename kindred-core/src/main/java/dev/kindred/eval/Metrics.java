package dev.kindred.eval;

import dev.kindred.internal.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The known metrics, by name: {@code name}, {@code name@k} (k is the list length), {@code
 * name@k:attribute} (an item attribute, several as {@code a+b}); each with {@code /attribute} (a
 * user attribute) behind it for one value per group of users.
 *
 * <p>The plain name is the common definition; a variant has a suffix that names it:
 *
 * <ul>
 *   <li>ratings: {@code rmse mae} over all pairs, {@code -user} the mean over users
 *   <li>hits: {@code precision recall f1 hit-rate}; {@code precision-list} by the list's length,
 *       {@code precision-pooled} over all users, {@code recall-min} by min(k, targets), {@code
 *       f1-means} of the means
 *   <li>ranks: {@code ndcg} with binary gain, log2 discount and the ideal list cut at min(k,
 *       targets); {@code ndcg-full} not cut, {@code ndcg-k} always k, {@code -rating -exp -ranksys}
 *       other gains, {@code -lenskit} another discount; {@code dcg}; {@code map} by min(k,
 *       targets), {@code -k} by k, {@code -targets} by targets; {@code mrr}; {@code rbp}; {@code
 *       auc}
 *   <li>all lists: {@code coverage gini entropy user-coverage}
 *   <li>one list: {@code ild eild ils novelty epc arp long-tail serendipity calibration}
 *   <li>groups of items: {@code exposure}
 * </ul>
 *
 * <p>{@link #known} gives the definition of each; {@code docs/reference/metrics.md} says who else
 * computes it that way. Users without targets are left out of every metric of lists, and an item
 * that is twice in a list is refused.
 */
public final class Metrics {
    private static final Map<String, MetricKind> BY_NAME = table();

    private Metrics() {}

    private static Map<String, MetricKind> table() {
        var byName = new LinkedHashMap<String, MetricKind>();
        Stream.of(
                        RatingMetrics.ALL,
                        AccuracyMetrics.ALL,
                        CatalogueMetrics.ALL,
                        DiversityMetrics.ALL,
                        PopularityMetrics.ALL,
                        CalibrationMetric.ALL,
                        GroupMetrics.ALL)
                .flatMap(List::stream)
                .forEach(kind -> byName.put(kind.name(), kind));
        return byName;
    }

    /** How the known metrics are written ({@code ndcg@k}), with their definitions. */
    public static Map<String, String> known() {
        var known = new LinkedHashMap<String, String>();
        BY_NAME.values().forEach(kind -> known.put(kind.pattern(), kind.definition()));
        return known;
    }

    /**
     * The metrics of a list such as {@code ndcg@10,recall@20,rmse}; one named twice comes once.
     *
     * @throws IllegalArgumentException if a name is unknown or lacks its list length; the message
     *     suggests the closest name and lists all
     */
    public static List<Metric> parse(String names) {
        var metrics = new LinkedHashMap<String, Metric>();
        for (String name : names.split(",", -1)) {
            Metric metric = of(name.trim());
            metrics.put(metric.name(), metric);
        }
        return new ArrayList<>(metrics.values());
    }

    /**
     * One metric by its full name.
     *
     * @throws IllegalArgumentException as {@link #parse}
     */
    public static Metric of(String fullName) {
        int slash = fullName.indexOf('/');
        if (slash >= 0) {
            return GroupMetrics.perGroup(
                    of(fullName.substring(0, slash)), fullName.substring(slash + 1));
        }
        int at = fullName.indexOf('@');
        MetricKind kind = kind(at < 0 ? fullName : fullName.substring(0, at), fullName);
        String rest = at < 0 ? "" : fullName.substring(at + 1);
        return switch (kind.shape()) {
            case PLAIN, WHOLE_RANKING -> withoutDepth(kind, at < 0, fullName);
            case DEPTH -> kind.create(fullName, depth(kind, rest, fullName), null);
            case DEPTH_AND_FIELD -> withField(kind, rest, fullName);
        };
    }

    private static Metric withoutDepth(MetricKind kind, boolean bare, String fullName) {
        if (!bare) {
            throw new IllegalArgumentException(
                    "metric %s has no list length, but is written \"%s\""
                            .formatted(kind.name(), fullName));
        }
        boolean needsRanking = kind.shape() == MetricKind.Shape.WHOLE_RANKING;
        return kind.create(fullName, needsRanking ? Metric.WHOLE_RANKING : Metric.NO_LIST, null);
    }

    private static Metric withField(MetricKind kind, String rest, String fullName) {
        int colon = rest.indexOf(':');
        String depth = colon < 0 ? rest : rest.substring(0, colon);
        return kind.create(
                fullName,
                depth(kind, depth, fullName),
                colon < 0 ? null : rest.substring(colon + 1));
    }

    private static MetricKind kind(String name, String fullName) {
        MetricKind kind = BY_NAME.get(name);
        if (kind == null) {
            throw new IllegalArgumentException(
                    "unknown metric \"%s\"%s; there are %s"
                            .formatted(
                                    fullName,
                                    Suggestion.didYouMean(name, BY_NAME.keySet()),
                                    String.join(", ", known().keySet())));
        }
        return kind;
    }

    private static int depth(MetricKind kind, String text, String fullName) {
        if (text.matches("[1-9][0-9]{0,6}")) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException(
                "metric %s needs a list length of 1 to 9999999, but is written \"%s\". Maybe %s@10"
                        .formatted(kind.name(), fullName, kind.name()));
    }

    /** What is really measured: metrics that need the data are bound to it. */
    static List<Metric> bind(List<Metric> metrics, DataMetric.Data data) {
        var bound = new ArrayList<Metric>();
        for (Metric metric : metrics) {
            if (metric instanceof DataMetric unbound) {
                bound.addAll(bind(unbound.bind(data), data));
            } else {
                bound.add(metric);
            }
        }
        return bound;
    }

    /**
     * Measures given outcomes, such as lists of another system, without a recommender.
     *
     * @param data what metrics may know of the training data
     * @return the value of each metric, by name
     */
    public static Map<String, Double> measure(
            List<Metric> metrics, DataMetric.Data data, List<Outcome> outcomes) {
        var results = new LinkedHashMap<String, Double>();
        List<Outcome> withTargets = outcomes.stream().filter(o -> o.targets() > 0).toList();
        for (Metric metric : bind(metrics, data)) {
            if (metric instanceof UserMetric user) {
                var values = new UserValues(user, outcomes.size());
                for (int row = 0; row < outcomes.size(); row++) {
                    values.measure(row, outcomes.get(row));
                }
                results.put(metric.name(), values.result());
            } else if (metric instanceof ListMetric all) {
                results.put(metric.name(), all.value(withTargets));
            }
        }
        return results;
    }

    /**
     * Least item promoted: how far a re-ranking reaches down. The largest 0-based position in the
     * reference of the first n items after re-ranking, less n; negative if nothing from below came
     * up. Items that the reference lacks are left out.
     *
     * <p>Source: LensKit's metric of this name; {@code [6, 2, 3, 1]} of {@code [1..6]} at 3 = 2.
     */
    public static int leastItemPromoted(int[] reference, int[] reranked, int n) {
        int deepest = -1;
        for (int position = 0; position < Math.min(n, reranked.length); position++) {
            for (int at = 0; at < reference.length; at++) {
                deepest = reference[at] == reranked[position] ? Math.max(deepest, at) : deepest;
            }
        }
        return deepest - n;
    }
}
