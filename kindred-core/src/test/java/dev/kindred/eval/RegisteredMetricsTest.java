package dev.kindred.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.testkit.MetricContract;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract, for every metric that there is. */
@ParameterizedClass
@MethodSource("all")
class RegisteredMetricsTest extends MetricContract {
    private static final OptionalDouble NOT_JUDGED = OptionalDouble.empty();

    /** DCG of five hits: 1 + 1 / log2 3 + 1 / 2 + 1 / log2 5 + 1 / log2 6. */
    private static final double DCG = 2.948459118879392;

    @Parameter Expected expected;

    /** What a metric says of perfect lists and of lists without any target. */
    record Expected(
            String name, OptionalDouble perfect, OptionalDouble nothing, boolean orderMatters) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Expected> all() {
        return Stream.of(ofHits(), ofRanks(), ofRatings(), notJudged())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Expected> ofHits() {
        return Stream.of(
                        "precision",
                        "precision-list",
                        "precision-pooled",
                        "recall",
                        "recall-min",
                        "f1",
                        "f1-means",
                        "hit-rate")
                .map(name -> judged(name + "@" + K, 1, false))
                .toList();
    }

    private static List<Expected> ofRanks() {
        double lenskit = 1 + 1 + 1 / log2(3) + 1 / log2(4) + 1 / log2(5);
        double ratings = 2 + 2 + 1 / log2(3) + 1 / log2(4) + 1 / log2(5); // of 2 2 1 1 1
        return List.of(
                judged("ndcg@5", 1, true),
                judged("ndcg-full@5", 1, true),
                judged("ndcg-k@5", 1, true),
                judged("ndcg-rating@5", 1, true),
                judged("ndcg-exp@5", 1, true),
                judged("ndcg-ranksys@5", 1, true),
                judged("ndcg-lenskit@5", 1, true),
                judged("ndcg-lenskit-binary@5", 1, true),
                judged("dcg@5", DCG, true),
                judged("dcg-lenskit@5", ratings, true),
                judged("dcg-lenskit-binary@5", lenskit, true),
                judged("map@5", 1, true),
                judged("map-k@5", 1, true),
                judged("map-targets@5", 1, true),
                judged("mrr@5", 1, true),
                judged("rbp@5", 1 - Math.pow(.85, 5), true),
                judged("rbp-50@5", 1 - Math.pow(.5, 5), true),
                judged("rbp-80@5", 1 - Math.pow(.8, 5), true),
                judged("rbp-95@5", 1 - Math.pow(.95, 5), true),
                new Expected("auc", NOT_JUDGED, NOT_JUDGED, true),
                new Expected("serendipity@5", NOT_JUDGED, OptionalDouble.of(0), true),
                new Expected("serendipity-unexpected@5", NOT_JUDGED, OptionalDouble.of(0), false),
                new Expected("epc-relevance@5", NOT_JUDGED, OptionalDouble.of(0), true));
    }

    private static double log2(double x) {
        return Math.log(x) / Math.log(2);
    }

    private static List<Expected> ofRatings() {
        // all five predictions are off by 5
        return Stream.of("rmse", "mae", "rmse-user", "mae-user")
                .map(name -> new Expected(name, OptionalDouble.of(0), OptionalDouble.of(5), false))
                .toList();
    }

    private static List<Expected> notJudged() {
        return Stream.of(
                        "coverage@5",
                        "user-coverage@5",
                        "user-coverage-full@5",
                        "gini@5",
                        "gini-ranksys@5",
                        "gini-complement@5",
                        "entropy@5",
                        "entropy-nats@5",
                        "entropy-recbole@5",
                        "ild@5",
                        "ild-zero@5",
                        "ild-cosine@5",
                        "ild-hamming@5",
                        "eild@5",
                        "ils@5",
                        "epc@5",
                        "epc-discount@5",
                        "novelty@5",
                        "novelty-normalised@5",
                        "novelty-sum@5",
                        "novelty-unseen@5",
                        "arp@5",
                        "long-tail@5",
                        "calibration@5",
                        "exposure@5",
                        "exposure@5:genres",
                        "ild@5:genres",
                        "calibration@5:genres/gender",
                        "ndcg@5/gender",
                        "coverage@5/gender",
                        "rmse/gender")
                .map(name -> new Expected(name, NOT_JUDGED, NOT_JUDGED, false))
                .toList();
    }

    private static Expected judged(String name, double perfect, boolean orderMatters) {
        return new Expected(name, OptionalDouble.of(perfect), OptionalDouble.of(0), orderMatters);
    }

    @Override
    protected Metric metric() {
        return Metrics.of(expected.name());
    }

    @Override
    protected OptionalDouble perfect() {
        return expected.perfect();
    }

    @Override
    protected OptionalDouble nothing() {
        return expected.nothing();
    }

    @Override
    protected boolean orderMatters() {
        return expected.orderMatters();
    }

    @Test
    void everyKnownMetricIsHere() {
        List<String> here =
                all().stream().map(one -> one.name().replaceAll("[@:/].*", "")).toList();
        for (String pattern : Metrics.known().keySet()) {
            assertThat(here).contains(pattern.replaceAll("@.*", ""));
        }
    }
}
