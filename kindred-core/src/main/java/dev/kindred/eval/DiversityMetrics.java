package dev.kindred.eval;

import dev.kindred.data.AttributeValues;
import dev.kindred.data.Attributes;
import dev.kindred.eval.Metric.Better;
import dev.kindred.eval.MetricKind.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The table of metrics that ask how different the items of one list are.
 *
 * <p>Cost: O(k squared) distances per list.
 */
final class DiversityMetrics {
    private static final String PAIRS =
            "mean over pairs of the list of 1 - Jaccard similarity of their attribute values"
                    + " (without attributes: 1 - cosine of their training users)";

    static final List<MetricKind> ALL =
            List.of(
                    kind(
                            "ild",
                            Shape.DEPTH_AND_FIELD,
                            PAIRS + "; users with fewer than two items are left out",
                            DiversityMetrics::byAttributes,
                            (outcome, k, distance) -> mean(outcome, k, distance, Double.NaN)),
                    kind(
                            "ild-zero",
                            Shape.DEPTH_AND_FIELD,
                            PAIRS + "; 0 for users with fewer than two items",
                            DiversityMetrics::byAttributes,
                            (outcome, k, distance) -> mean(outcome, k, distance, 0)),
                    kind(
                            "ild-cosine",
                            Shape.DEPTH,
                            "mean over pairs of the list of 1 - cosine of their training users",
                            (data, field, name) -> new CoInteractionDistance(data.train()),
                            (outcome, k, distance) -> mean(outcome, k, distance, Double.NaN)),
                    kind(
                            "ild-hamming",
                            Shape.DEPTH_AND_FIELD,
                            "mean over pairs of the list of the number of attributes that differ",
                            DiversityMetrics::hamming,
                            (outcome, k, distance) -> mean(outcome, k, distance, Double.NaN)),
                    kind(
                            "eild",
                            Shape.DEPTH_AND_FIELD,
                            "expected intra-list distance: as ild, each item weighted by 1 /"
                                    + " log2(rank + 1), each other item seen from it by 1 /"
                                    + " log2(max(0, ranks after it - 1) + 2)",
                            DiversityMetrics::byAttributes,
                            DiversityMetrics::expected),
                    new MetricKind(
                            "ils",
                            Shape.DEPTH_AND_FIELD,
                            Better.NEITHER,
                            "intra-list similarity: mean over pairs of the list of the cosine of"
                                    + " their attribute values; 1 for one item",
                            (header, field) ->
                                    metric(
                                            header,
                                            field,
                                            DiversityMetrics::cosine,
                                            (outcome, k, distance) ->
                                                    outcome.size(k) == 0
                                                            ? Double.NaN
                                                            : 1 - mean(outcome, k, distance, 0))));

    private DiversityMetrics() {}

    /** Makes a distance of the data. */
    private interface Distances {
        ItemDistance of(DataMetric.Data data, @Nullable String field, String metric);
    }

    /** The value of one list. */
    private interface Value {
        double of(Outcome outcome, int k, ItemDistance distance);
    }

    private static MetricKind kind(
            String name, Shape shape, String definition, Distances distances, Value value) {
        return new MetricKind(
                name,
                shape,
                Better.NEITHER,
                definition,
                (header, field) -> metric(header, field, distances, value));
    }

    private static Metric metric(
            Header header, @Nullable String field, Distances distances, Value value) {
        return new DataFunction(
                header,
                data -> {
                    ItemDistance distance = distances.of(data, field, header.name());
                    int k = header.depth();
                    return List.of(
                            UserFunction.ofList(header, outcome -> value.of(outcome, k, distance)));
                });
    }

    private static ItemDistance byAttributes(
            DataMetric.Data data, @Nullable String field, String metric) {
        Attributes items = data.train().itemAttributes();
        List<String> fields = MetricFields.fields(items, field, metric);
        return fields.isEmpty()
                ? new CoInteractionDistance(data.train())
                : ItemDistance.jaccard(AttributeValues.of(items, fields));
    }

    private static ItemDistance hamming(
            DataMetric.Data data, @Nullable String field, String metric) {
        Attributes items = data.train().itemAttributes();
        return ItemDistance.hamming(items, MetricFields.fields(items, field, metric));
    }

    private static ItemDistance cosine(
            DataMetric.Data data, @Nullable String field, String metric) {
        Attributes items = data.train().itemAttributes();
        List<String> fields = MetricFields.fields(items, field, metric);
        return fields.isEmpty()
                ? new CoInteractionDistance(data.train())
                : ItemDistance.cosine(AttributeValues.of(items, fields));
    }

    /** Pairs of unknown distance are left out; NaN if that leaves none. */
    private static double mean(Outcome outcome, int k, ItemDistance distance, double ofOne) {
        if (outcome.size(k) < 2) {
            return ofOne;
        }
        double[][] distances = distance.among(outcome, outcome.size(k));
        double sum = 0;
        int pairs = 0;
        for (int a = 0; a < distances.length; a++) {
            for (int b = 0; b < a; b++) {
                boolean unknown = Double.isNaN(distances[a][b]);
                sum += unknown ? 0 : distances[a][b];
                pairs += unknown ? 0 : 1;
            }
        }
        return sum / pairs;
    }

    private static double expected(Outcome outcome, int k, ItemDistance distance) {
        double[][] distances = distance.among(outcome, outcome.size(k));
        double sum = 0;
        double weights = 0;
        for (int a = 0; a < distances.length; a++) {
            double ofItem = 0;
            double ofItemWeights = 0;
            for (int b = 0; b < distances.length; b++) {
                if (a != b && !Double.isNaN(distances[a][b])) {
                    double weight = Dcg.Discount.LOG2_OF_NEXT.at(Math.max(0, b - a - 1));
                    ofItem += weight * distances[a][b];
                    ofItemWeights += weight;
                }
            }
            double weight = Dcg.Discount.LOG2_OF_NEXT.at(a);
            sum += ofItemWeights > 0 ? weight * ofItem / ofItemWeights : 0;
            weights += weight;
        }
        return sum / weights;
    }
}
