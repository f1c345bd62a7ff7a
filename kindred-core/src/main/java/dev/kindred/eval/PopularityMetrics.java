package dev.kindred.eval;

import dev.kindred.eval.Metric.Better;
import dev.kindred.eval.MetricKind.Shape;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;

/** The table of metrics that ask how popular recommended items are in the training data. */
final class PopularityMetrics {
    private static final double HEAD = .8;

    static final List<MetricKind> ALL =
            List.of(
                    meanOfList(
                            "novelty",
                            "mean over the list of -log2(share of training users who have the"
                                    + " item), in bits; an item that nobody has counts as one that"
                                    + " one user has",
                            popularity -> popularity::selfInformation),
                    meanOfList(
                            "novelty-normalised",
                            "as novelty, by log2(training users), so that it is at most 1",
                            PopularityMetrics::normalisedInformation),
                    kind(
                            "novelty-sum",
                            Better.NEITHER,
                            "as novelty, the sum over the list and not the mean",
                            (popularity, k) ->
                                    outcome -> sum(outcome, k, popularity::selfInformation)),
                    kind(
                            "novelty-unseen",
                            Better.NEITHER,
                            "share of the list that is not in the user's history",
                            (popularity, k) -> outcome -> unseen(outcome, k)),
                    meanOfList(
                            "epc",
                            "expected popularity complement: mean over the list of 1 - share of"
                                    + " training users who have the item",
                            popularity -> item -> 1 - popularity.share(item)),
                    kind(
                            "epc-discount",
                            Better.NEITHER,
                            "as epc, each rank weighted by 1 / log2(rank + 1)",
                            (popularity, k) ->
                                    outcome -> discounted(outcome, k, popularity, false)),
                    kind(
                            "epc-relevance",
                            Better.HIGHER,
                            "as epc-discount, only hits bring anything; 0 for an empty list",
                            (popularity, k) -> outcome -> discounted(outcome, k, popularity, true)),
                    meanOfList(
                            "arp",
                            "average recommendation popularity: mean over the list of the number of"
                                    + " training users who have the item",
                            popularity -> popularity::count),
                    kind(
                            "long-tail",
                            Better.NEITHER,
                            "share of the list outside the most popular items that together hold 80"
                                    + " % of the training interactions",
                            PopularityMetrics::longTail),
                    kind(
                            "serendipity",
                            Better.HIGHER,
                            "sum over hits of max(0, p - q) / k, with p = (n + 1 - rank) / n and q"
                                    + " the same of the item's rank among the different popularity"
                                    + " counts (0 if nobody has it), n items",
                            PopularityMetrics::serendipity),
                    kind(
                            "serendipity-unexpected",
                            Better.HIGHER,
                            "hits that are not among the k most popular items / k",
                            PopularityMetrics::unexpectedHits));

    private PopularityMetrics() {}

    /** Prepares the value of a list of length k. */
    private interface Preparation {
        ToDoubleFunction<Outcome> prepare(Popularity popularity, int k);
    }

    private static MetricKind kind(
            String name, Better better, String definition, Preparation preparation) {
        return new MetricKind(
                name,
                Shape.DEPTH,
                better,
                definition,
                (header, field) ->
                        new DataFunction(
                                header,
                                data ->
                                        List.of(
                                                UserFunction.ofList(
                                                        header,
                                                        preparation.prepare(
                                                                new Popularity(data.train()),
                                                                header.depth())))));
    }

    /** The mean over the items of a list; users with an empty list are left out. */
    private static MetricKind meanOfList(
            String name, String definition, Function<Popularity, IntToDoubleFunction> ofItem) {
        return kind(
                name,
                Better.NEITHER,
                definition,
                (popularity, k) -> {
                    IntToDoubleFunction value = ofItem.apply(popularity);
                    return outcome -> sum(outcome, k, value) / outcome.size(k);
                });
    }

    private static double sum(Outcome outcome, int k, IntToDoubleFunction ofItem) {
        double sum = 0;
        for (int position = 0; position < outcome.size(k); position++) {
            sum += ofItem.applyAsDouble(outcome.item(position));
        }
        return sum;
    }

    private static IntToDoubleFunction normalisedInformation(Popularity popularity) {
        double most = Math.log(popularity.users()) / Math.log(2);
        return item -> most == 0 ? 0 : popularity.selfInformation(item) / most;
    }

    private static double unseen(Outcome outcome, int k) {
        return sum(outcome, k, item -> outcome.history().find(item) < 0 ? 1 : 0) / outcome.size(k);
    }

    private static double discounted(
            Outcome outcome, int k, Popularity popularity, boolean hitsOnly) {
        double sum = 0;
        double weights = 0;
        for (int position = 0; position < outcome.size(k); position++) {
            double weight = Dcg.Discount.LOG2_OF_NEXT.at(position);
            weights += weight;
            if (outcome.hit(position) || !hitsOnly) {
                sum += weight * (1 - popularity.share(outcome.item(position)));
            }
        }
        return hitsOnly && weights == 0 ? 0 : sum / weights;
    }

    private static ToDoubleFunction<Outcome> longTail(Popularity popularity, int k) {
        boolean[] head = popularity.head(HEAD);
        return outcome ->
                sum(outcome, k, item -> item < head.length && head[item] ? 0 : 1) / outcome.size(k);
    }

    private static ToDoubleFunction<Outcome> serendipity(Popularity popularity, int k) {
        int[] ranks = popularity.denseRanks();
        double items = ranks.length;
        return outcome -> {
            double sum = 0;
            for (int position = 0; position < outcome.size(k); position++) {
                if (outcome.hit(position)) {
                    int rank =
                            popularity.count(outcome.item(position)) == 0
                                    ? 0
                                    : ranks[outcome.item(position)];
                    double expected = rank == 0 ? 0 : (items + 1 - rank) / items;
                    sum += Math.max(0, (items - position) / items - expected);
                }
            }
            return sum / k;
        };
    }

    private static ToDoubleFunction<Outcome> unexpectedHits(Popularity popularity, int k) {
        boolean[] popular = new boolean[popularity.items()];
        int[] falling = popularity.falling();
        for (int n = 0; n < Math.min(k, falling.length); n++) {
            popular[falling[n]] = true;
        }
        return outcome -> {
            int unexpected = 0;
            for (int position = 0; position < outcome.size(k); position++) {
                int item = outcome.item(position);
                boolean expected = item < popular.length && popular[item];
                unexpected += outcome.hit(position) && !expected ? 1 : 0;
            }
            return (double) unexpected / k;
        };
    }
}
