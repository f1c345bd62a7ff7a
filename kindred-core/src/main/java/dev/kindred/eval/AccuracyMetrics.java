package dev.kindred.eval;

import dev.kindred.eval.Metric.Better;
import dev.kindred.eval.MetricKind.Shape;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/** The table of metrics that count hits in a list. */
final class AccuracyMetrics {
    static final List<MetricKind> ALL =
            List.of(
                    kind("precision", "hits / k", (o, k) -> (double) o.hits(k) / k),
                    kind("recall", "hits / targets", (o, k) -> (double) o.hits(k) / o.targets()),
                    kind(
                            "ndcg",
                            "hits discounted by log2(rank + 1) / the most that min(k, targets) hits"
                                    + " can reach",
                            (o, k) -> gain(o, k) / best(Math.min(k, o.targets()))));

    private AccuracyMetrics() {}

    private static MetricKind kind(
            String name, String definition, ToDoubleBiFunction<Outcome, Integer> value) {
        return new MetricKind(
                name,
                Shape.DEPTH,
                Better.HIGHER,
                definition,
                (header, field) ->
                        new UserFunction(
                                header, outcome -> value.applyAsDouble(outcome, header.depth())));
    }

    private static double gain(Outcome outcome, int k) {
        double gain = 0;
        for (int position = 0; position < outcome.size(k); position++) {
            gain += outcome.hit(position) ? discount(position) : 0;
        }
        return gain;
    }

    private static double best(int hits) {
        double best = 0;
        for (int position = 0; position < hits; position++) {
            best += discount(position);
        }
        return best;
    }

    private static double discount(int position) {
        return Math.log(2) / Math.log(position + 2);
    }
}
