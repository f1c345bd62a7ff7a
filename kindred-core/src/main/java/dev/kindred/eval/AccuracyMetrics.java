package dev.kindred.eval;

import dev.kindred.eval.Dcg.Discount;
import dev.kindred.eval.Dcg.Gain;
import dev.kindred.eval.Dcg.Ideal;
import dev.kindred.eval.Metric.Better;
import dev.kindred.eval.MetricKind.Shape;
import java.util.ArrayList;
import java.util.List;

/** The table of metrics that look for targets in one user's list. */
final class AccuracyMetrics {
    private static final Dcg BINARY = new Dcg(Discount.LOG2_OF_NEXT, Gain.BINARY);
    private static final Dcg RATING = new Dcg(Discount.LOG2_OF_NEXT, Gain.RATING);
    private static final Dcg EXPONENTIAL = new Dcg(Discount.LOG2_OF_NEXT, Gain.EXPONENTIAL);
    private static final Dcg RANKSYS = new Dcg(Discount.LOG2_OF_NEXT, Gain.RANKSYS);
    private static final Dcg LENSKIT = new Dcg(Discount.LENSKIT, Gain.RATING);
    private static final Dcg LENSKIT_BINARY = new Dcg(Discount.LENSKIT, Gain.BINARY);

    static final List<MetricKind> ALL = table();

    private AccuracyMetrics() {}

    /** The value of one user's list, cut at k. */
    private interface Value {
        double of(Outcome outcome, int k);
    }

    private static List<MetricKind> table() {
        var table = new ArrayList<MetricKind>();
        table.addAll(setMetrics());
        table.addAll(ndcgVariants());
        table.addAll(rankMetrics());
        return table;
    }

    private static List<MetricKind> setMetrics() {
        return List.of(
                kind("precision", "hits / k", (o, k) -> (double) o.hits(k) / k),
                kind(
                        "precision-list",
                        "hits / length of the list, at most k; 0 for an empty list",
                        (o, k) -> o.size(k) == 0 ? 0 : (double) o.hits(k) / o.size(k)),
                pooledPrecision(),
                kind("recall", "hits / targets", (o, k) -> (double) o.hits(k) / o.targets()),
                kind(
                        "recall-min",
                        "hits / min(k, targets)",
                        (o, k) -> (double) o.hits(k) / Math.min(k, o.targets())),
                kind(
                        "f1",
                        "mean over users of 2 P R / (P + R), with P = hits / k and R = hits /"
                                + " targets; 0 without hits",
                        (o, k) -> 2.0 * o.hits(k) / (k + o.targets())),
                f1OfMeans(),
                kind(
                        "hit-rate",
                        "1 if the list holds a target, else 0",
                        (o, k) -> o.hits(k) > 0 ? 1 : 0));
    }

    private static MetricKind pooledPrecision() {
        return new MetricKind(
                "precision-pooled",
                Shape.DEPTH,
                Better.HIGHER,
                "hits of all users / sum over users of min(k, targets)",
                (header, field) -> {
                    int k = header.depth();
                    return UserFunction.ofList(
                            header,
                            outcome -> (double) outcome.hits(k) / Math.min(k, outcome.targets()),
                            outcome -> Math.min(k, outcome.targets()));
                });
    }

    private static MetricKind f1OfMeans() {
        return new MetricKind(
                "f1-means",
                Shape.DEPTH,
                Better.HIGHER,
                "2 P R / (P + R) of the means of P = hits / k and R = hits / targets",
                (header, field) -> new ListFunction(header, all -> f1OfMeans(all, header.depth())));
    }

    private static double f1OfMeans(List<Outcome> outcomes, int k) {
        double precision = 0;
        double recall = 0;
        for (Outcome outcome : outcomes) {
            precision += (double) outcome.hits(k) / k / outcomes.size();
            recall += (double) outcome.hits(k) / outcome.targets() / outcomes.size();
        }
        if (outcomes.isEmpty()) {
            return Double.NaN;
        }
        return precision == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }

    private static List<MetricKind> ndcgVariants() {
        return List.of(
                kind(
                        "ndcg",
                        "DCG = sum over hits of 1 / log2(rank + 1), by that of an ideal list of"
                                + " min(k, targets) targets",
                        (o, k) -> BINARY.normalised(o, k, Ideal.CUT)),
                kind(
                        "ndcg-full",
                        "as ndcg, by the DCG of an ideal list of all targets, not cut at k",
                        (o, k) -> BINARY.normalised(o, k, Ideal.FULL)),
                kind(
                        "ndcg-k",
                        "as ndcg, by the DCG of k hits even if there are fewer targets",
                        (o, k) -> BINARY.normalised(o, k, Ideal.ALWAYS_K)),
                kind(
                        "ndcg-rating",
                        "as ndcg, with the rating as gain (0 if negative)",
                        (o, k) -> RATING.normalised(o, k, Ideal.CUT)),
                kind(
                        "ndcg-exp",
                        "as ndcg, with gain 2^rating - 1 (0 if negative)",
                        (o, k) -> EXPONENTIAL.normalised(o, k, Ideal.CUT)),
                kind(
                        "ndcg-ranksys",
                        "as ndcg, with gain 2^(rating - t + 1) - 1, t the least rating that makes a"
                                + " target (1 where every test item is one)",
                        (o, k) -> RANKSYS.normalised(o, k, Ideal.CUT)),
                kind(
                        "ndcg-lenskit",
                        "as ndcg-rating, discounted by max(1, log2 rank)",
                        (o, k) -> LENSKIT.normalised(o, k, Ideal.CUT)),
                kind(
                        "ndcg-lenskit-binary",
                        "as ndcg, discounted by max(1, log2 rank)",
                        (o, k) -> LENSKIT_BINARY.normalised(o, k, Ideal.CUT)),
                kind("dcg", "sum over hits of 1 / log2(rank + 1)", BINARY::of),
                kind(
                        "dcg-lenskit",
                        "sum over hits of rating / max(1, log2 rank), negative ratings as 0",
                        LENSKIT::of),
                kind(
                        "dcg-lenskit-binary",
                        "sum over hits of 1 / max(1, log2 rank)",
                        LENSKIT_BINARY::of));
    }

    private static List<MetricKind> rankMetrics() {
        return List.of(
                kind(
                        "map",
                        "sum over hits of the precision at their rank / min(k, targets)",
                        (o, k) -> precisionSum(o, k) / Math.min(k, o.targets())),
                kind(
                        "map-k",
                        "sum over hits of the precision at their rank / k",
                        (o, k) -> precisionSum(o, k) / k),
                kind(
                        "map-targets",
                        "sum over hits of the precision at their rank / targets",
                        (o, k) -> precisionSum(o, k) / o.targets()),
                kind(
                        "mrr",
                        "1 / rank of the first hit; 0 without hits",
                        AccuracyMetrics::reciprocalRank),
                kind("rbp", rbpDefinition(.85), (o, k) -> rankBiased(o, k, .85)),
                kind("rbp-50", rbpDefinition(.5), (o, k) -> rankBiased(o, k, .5)),
                kind("rbp-80", rbpDefinition(.8), (o, k) -> rankBiased(o, k, .8)),
                kind("rbp-95", rbpDefinition(.95), (o, k) -> rankBiased(o, k, .95)),
                new MetricKind(
                        "auc",
                        Shape.WHOLE_RANKING,
                        Better.HIGHER,
                        "share of pairs of a target and another candidate in which the target is"
                                + " ranked first, all candidates ranked; unranked items are last,"
                                + " a pair of two of them counts half",
                        (header, field) ->
                                UserFunction.ofList(header, AccuracyMetrics::pairsInOrder)));
    }

    private static String rbpDefinition(double patience) {
        return "rank-biased precision: (1 - p) x sum over hits of p^(rank - 1), p = " + patience;
    }

    private static MetricKind kind(String name, String definition, Value value) {
        return new MetricKind(
                name,
                Shape.DEPTH,
                Better.HIGHER,
                definition,
                (header, field) ->
                        UserFunction.ofList(header, outcome -> value.of(outcome, header.depth())));
    }

    private static double precisionSum(Outcome outcome, int k) {
        double sum = 0;
        int hits = 0;
        for (int position = 0; position < outcome.size(k); position++) {
            if (outcome.hit(position)) {
                hits++;
                sum += (double) hits / (position + 1);
            }
        }
        return sum;
    }

    private static double reciprocalRank(Outcome outcome, int k) {
        for (int position = 0; position < outcome.size(k); position++) {
            if (outcome.hit(position)) {
                return 1.0 / (position + 1);
            }
        }
        return 0;
    }

    private static double rankBiased(Outcome outcome, int k, double patience) {
        double sum = 0;
        double weight = 1 - patience;
        for (int position = 0; position < outcome.size(k); position++) {
            sum += outcome.hit(position) ? weight : 0;
            weight *= patience;
        }
        return sum;
    }

    private static double pairsInOrder(Outcome outcome) {
        int ranked = outcome.size(Integer.MAX_VALUE);
        int others = outcome.pool().items() - outcome.pool().targets();
        long inOrder = 0;
        int hits = 0;
        for (int position = 0; position < ranked; position++) {
            if (outcome.hit(position)) {
                inOrder += others - (position - hits);
                hits++;
            }
        }
        double unrankedOthers = others - (ranked - hits);
        double ties = .5 * (outcome.targets() - hits) * unrankedOthers;
        return (inOrder + ties) / ((double) outcome.targets() * others);
    }
}
