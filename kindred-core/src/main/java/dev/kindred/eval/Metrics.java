package dev.kindred.eval;

import dev.kindred.eval.MetricKind.Shape;
import dev.kindred.internal.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The known metrics, by name: {@code name}, {@code name@k}, {@code name@k:attribute}, each with
 * {@code /attribute} behind it for one value per group of users.
 */
public final class Metrics {
    private static final Map<String, MetricKind> BY_NAME = table();

    private Metrics() {}

    private static Map<String, MetricKind> table() {
        var byName = new LinkedHashMap<String, MetricKind>();
        Stream.of(RatingMetrics.ALL, AccuracyMetrics.ALL)
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

    /** One metric by its full name. */
    public static Metric of(String fullName) {
        int at = fullName.indexOf('@');
        MetricKind kind = kind(at < 0 ? fullName : fullName.substring(0, at), fullName);
        if (kind.shape() == Shape.PLAIN) {
            if (at >= 0) {
                throw new IllegalArgumentException(
                        "metric %s has no list length, but is written \"%s\""
                                .formatted(kind.name(), fullName));
            }
            return kind.create(fullName, Metric.NO_LIST, null);
        }
        return kind.create(
                fullName, depth(kind, at < 0 ? null : fullName.substring(at + 1), fullName), null);
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

    private static int depth(MetricKind kind, @Nullable String text, String fullName) {
        if (text != null && text.matches("[1-9][0-9]{0,6}")) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException(
                "metric %s needs a list length of 1 to 9999999, but is written \"%s\". Maybe %s@10"
                        .formatted(kind.name(), fullName, kind.name()));
    }
}
