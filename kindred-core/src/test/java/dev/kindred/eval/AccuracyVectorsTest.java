package dev.kindred.eval;

import static dev.kindred.eval.Lists.rated;
import static dev.kindred.eval.Lists.value;
import static dev.kindred.eval.Lists.wants;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.IdIndex;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Values of accuracy metrics that other implementations pin in their own tests. */
class AccuracyVectorsTest {
    private static final int UNKNOWN = IdIndex.ABSENT;

    /** LensKit (Python), tests/eval/test_rank_ndcg.py. */
    @Test
    void lenskitNdcg() {
        var truth = rated(new int[] {1, 2, 3}, 3, 5, 4);
        assertThat(value("ndcg-lenskit@3", Outcome.ofList(truth, 2, 3, 1))).isEqualTo(1);
        assertThat(value("ndcg-lenskit@3", Outcome.ofList(truth, 4))).isZero();
        assertThat(value("ndcg-lenskit@3", Outcome.ofList(truth))).isZero();
        var three = Outcome.ofList(wants(1, 2, 3), 1, 2, 3);
        assertThat(value("dcg-lenskit-binary@3", three)).isCloseTo(2.6309297536, within(1e-9));
        assertThat(value("ndcg-lenskit-binary@3", three)).isEqualTo(1);
        var graded = Outcome.ofList(rated(new int[] {0, 3}, Math.E, Math.PI), 0, 1, 2, 3);
        assertThat(value("dcg-lenskit@4", graded)).isCloseTo(4.2890781553, within(1e-9));
        var negative =
                Outcome.ofList(rated(new int[] {0, 1, 2, 3, 4}, -6, -2, 3, 1, -3), 0, 1, 2, 3, 4);
        assertThat(value("ndcg-lenskit@5", negative)).isCloseTo(.5981973152, within(1e-9));
        var gap = Outcome.ofList(rated(new int[] {0, 2}, .5, 3), 0, 1, 2);
        double expected = (.5 + 3 / (Math.log(3) / Math.log(2))) / (3 + .5);
        assertThat(value("ndcg-lenskit@3", gap)).isCloseTo(expected, within(1e-12));
        assertThat(value("ndcg-lenskit@3", Outcome.ofList(wants(), 0, 1))).isNaN();
    }

    /** LensKit (Python), average precision. */
    @Test
    void lenskitAveragePrecision() {
        assertThat(value("map@3", Outcome.ofList(wants(1, 3), 1, 2, 3)))
                .isCloseTo((1 + 2. / 3) / 2, within(1e-12));
        assertThat(value("map@3", Outcome.ofList(wants(2, 4), 1, 2, 3))).isEqualTo(.25);
        assertThat(value("map@3", Outcome.ofList(wants(1, 3, 5), 1, 2, 3, 4, 5)))
                .isCloseTo((1 + 2. / 3) / 3, within(1e-12));
        assertThat(value("map@3", Outcome.ofList(wants(9), 1, 2, 3))).isZero();
    }

    /** RankSys, AveragePrecisionTest: letters are rows; its second L, behind the cut, is an M. */
    @Test
    void ranksysAveragePrecision() {
        var a = Outcome.ofList(wants('A', 'B', 'C', 'D'), letters("ALBNOPQMCR"));
        assertThat(value("map@5", a)).isCloseTo(5. / 12, within(1e-12));
        assertThat(value("map@5", Outcome.ofList(wants('A'), letters("LMNOPQBCR")))).isZero();
    }

    private static int[] letters(String text) {
        return text.chars().toArray();
    }

    /** RecBole, tests/metrics/test_topk_metrics.py: rows of hits and numbers of targets. */
    @Test
    void recbole() {
        List<Outcome> users =
                List.of(hits("000", 1), hits("111", 3), hits("101", 4), hits("001", 2));
        double[][] ndcg = {
            {0, 0, 0}, {1, 1, 1}, {1, .6131471928, .7039180890}, {0, 0, .3065735964}
        };
        double[][] map = {{0, 0, 0}, {1, 1, 1}, {1, .5, 5. / 9}, {0, 0, 1. / 6}};
        double[][] recall = {
            {0, 0, 0}, {1. / 3, 2. / 3, 1}, {1. / 4, 1. / 4, 1. / 2}, {0, 0, 1. / 2}
        };
        double[] mrr = {0, 1, 1, 1. / 3};
        for (int user = 0; user < 4; user++) {
            for (int k = 1; k <= 3; k++) {
                Outcome outcome = users.get(user);
                assertThat(value("ndcg@" + k, outcome)).isCloseTo(ndcg[user][k - 1], within(1e-9));
                assertThat(value("map@" + k, outcome)).isCloseTo(map[user][k - 1], within(1e-9));
                assertThat(value("recall@" + k, outcome))
                        .isCloseTo(recall[user][k - 1], within(1e-12));
            }
            assertThat(value("mrr@3", users.get(user))).isCloseTo(mrr[user], within(1e-12));
        }
    }

    /** A list of items 0, 1, 2 ... with the given hits; further targets are unknown items. */
    private static Outcome hits(String hits, int targets) {
        var rows = new ArrayList<Integer>();
        for (int k = 0; k < hits.length(); k++) {
            if (hits.charAt(k) == '1') {
                rows.add(k);
            }
        }
        while (rows.size() < targets) {
            rows.add(UNKNOWN);
        }
        int[] list = new int[hits.length()];
        for (int k = 0; k < list.length; k++) {
            list[k] = k;
        }
        return Outcome.ofList(wants(rows.stream().mapToInt(Integer::intValue).toArray()), list);
    }

    /** RePlay, docstrings of its metrics. */
    @Test
    void replay() {
        Outcome[] users = {
            Outcome.ofList(wants(5, 6, 7, 8, 9, 10), 3, 7, 10, 11, 2),
            Outcome.ofList(wants(6, 7, 4, 10, 11), 5, 8, 11, 1, 3),
            Outcome.ofList(wants(1, 2, 3, 4, 5), 4, 9, 2)
        };
        assertThat(value("ndcg@2", users[0])).isCloseTo(.3868528072, within(1e-9));
        assertThat(value("ndcg@2", users[1])).isZero();
        assertThat(value("ndcg@2", users[2])).isCloseTo(.6131471928, within(1e-9));
        assertThat(value("ndcg@2", Lists.NO_DATA, users)).isCloseTo(.3333333333, within(1e-9));
        assertThat(value("recall@2", Lists.NO_DATA, users)).isCloseTo(.1222222222, within(1e-9));
        assertThat(value("precision@2", Lists.NO_DATA, users)).isCloseTo(1. / 3, within(1e-12));
        assertThat(value("map-k@2", Lists.NO_DATA, users)).isCloseTo(.25, within(1e-12));
        assertThat(value("mrr@2", Lists.NO_DATA, users)).isCloseTo(.5, within(1e-12));
    }

    /** RecTools, docstrings of NDCG and MAP. */
    @Test
    void rectools() {
        Outcome[] users = {
            Outcome.ofList(wants(1, 2), 7, 8),
            Outcome.ofList(wants(1), 1, 2),
            Outcome.ofList(wants(1, 3, 4), 1, 2, 3, 4),
            Outcome.ofList(wants(1, 2, 3), 1, 2, 3)
        };
        double[] ndcg = {0, .4692787260, .7039180890, 1};
        double[] map = {0, 1, 5. / 9, 1};
        double[] mapK = {0, 1. / 3, 5. / 9, 1};
        for (int user = 0; user < 4; user++) {
            assertThat(value("ndcg-k@3", users[user])).isCloseTo(ndcg[user], within(1e-9));
            assertThat(value("map-targets@3", users[user])).isCloseTo(map[user], within(1e-12));
            assertThat(value("map-k@3", users[user])).isCloseTo(mapK[user], within(1e-12));
        }
    }

    /** RecPack, tests/test_metrics: lists in the order of the scores there. */
    @Test
    void recpack() {
        Outcome[] users = {
            Outcome.ofList(wants(0, 2), 0, 2, 3), Outcome.ofList(wants(0, 1, 3), 4, 3, 1)
        };
        assertThat(value("ndcg@2", Lists.NO_DATA, users)).isCloseTo(.6934264036, within(1e-9));
        assertThat(value("ndcg@3", Lists.NO_DATA, users)).isCloseTo(.7653606370, within(1e-9));
        // hits at 2: 2 and 1, so their mean is 1.5 = 2 x precision@2
        assertThat(2 * value("precision@2", Lists.NO_DATA, users)).isEqualTo(1.5);
    }

    /** LensKit (Python), rank-biased precision. */
    @Test
    void lenskitRankBiasedPrecision() {
        assertThat(value("rbp@3", Outcome.ofList(wants(1), 1, 2, 3))).isCloseTo(.15, within(1e-12));
        assertThat(value("rbp-50@2", Outcome.ofList(wants(1, 2), 1, 2))).isEqualTo(.75);
    }

    /** The table of variants: one list, [hit, miss, hit] of two targets, at k = 4. */
    @Test
    void variantsDifferAsTheirNamesSay() {
        Outcome outcome = Outcome.ofList(rated(new int[] {1, 3, UNKNOWN}, 2, 4, 3), 1, 2, 3);
        assertThat(value("precision@4", outcome)).isEqualTo(2. / 4);
        assertThat(value("precision-list@4", outcome)).isEqualTo(2. / 3);
        assertThat(value("precision-pooled@2", outcome)).isEqualTo(1. / 2);
        assertThat(value("recall@1", outcome)).isEqualTo(1. / 3);
        assertThat(value("recall-min@1", outcome)).isEqualTo(1);
        assertThat(value("f1@4", outcome)).isCloseTo(2 * .5 * 2 / 3 / (.5 + 2. / 3), within(1e-12));
        assertThat(value("hit-rate@1", outcome)).isEqualTo(1);
        double log3 = 1 / (Math.log(3) / Math.log(2));
        // gains 2 and 4 at ranks 1 and 3; ideal 4, 3, 2
        assertThat(value("ndcg-rating@4", outcome))
                .isCloseTo((2 + 4 * .5) / (4 + 3 * log3 + 2 * .5), within(1e-12));
        assertThat(value("ndcg-exp@4", outcome))
                .isCloseTo((3 + 15 * .5) / (15 + 7 * log3 + 3 * .5), within(1e-12));
        assertThat(value("ndcg@1", outcome)).isEqualTo(1);
        assertThat(value("ndcg-full@1", outcome)).isCloseTo(1 / (1.5 + log3), within(1e-12));
        assertThat(value("map-targets@1", outcome)).isEqualTo(1. / 3);
    }

    @Test
    void ranksysGainGrowsFromTheLeastRelevantRating() {
        // liked from 3: the gains of 3 and 5 are 2^1 - 1 = 1 and 2^3 - 1 = 7; 2 is no target
        var user = rated(new int[] {1, 2, 3}, 3, 2, 5);
        Outcome outcome =
                Outcome.ofList(
                        user, new int[] {1, 2, 3}, Targets.of(user, 3), new Outcome.Pool(9, 2));
        assertThat(value("ndcg-ranksys@3", outcome))
                .isCloseTo((1 + 7 * .5) / (7 + 1 / (Math.log(3) / Math.log(2))), within(1e-12));
    }

    @Test
    void pooledPrecisionAndF1OfMeansAreNoMeansOfUsers() {
        Outcome one = Outcome.ofList(wants(1), 1, 2);
        Outcome two = Outcome.ofList(wants(1, 2, 3, 4), 5, 6);
        // (1 + 0) hits / (1 + 2); P = .25, R = .5
        assertThat(value("precision-pooled@2", Lists.NO_DATA, one, two))
                .isCloseTo(1. / 3, within(1e-12));
        assertThat(value("f1-means@2", Lists.NO_DATA, one, two))
                .isCloseTo(2 * .25 * .5 / .75, within(1e-12));
        assertThat(value("f1@2", Lists.NO_DATA, one, two)).isCloseTo(1. / 3, within(1e-12));
    }

    @Test
    void aucCountsPairsInOrder() {
        // targets at ranks 1 and 3 of 4: before the other two, and before one of them: 3 of 4 pairs
        assertThat(value("auc", Outcome.ofList(wants(7, 5), 7, 1, 5, 2))).isEqualTo(.75);
        // 2 others are not ranked; so is the second target: 3 + (0 + 2 / 2) of 2 x 3 pairs
        Outcome unranked =
                Outcome.ofList(
                        wants(7, 5),
                        new int[] {7, 1},
                        Targets.of(wants(7, 5), 0),
                        new Outcome.Pool(5, 2));
        assertThat(value("auc", unranked)).isCloseTo(4. / 6, within(1e-12));
    }

    @Test
    void leastItemPromotedOfLenskit() {
        int[] six = {1, 2, 3, 4, 5, 6};
        int[] seven = {1, 2, 3, 4, 5, 6, 7};
        assertThat(Metrics.leastItemPromoted(six, new int[] {6, 2, 3, 1}, 3)).isEqualTo(2);
        assertThat(Metrics.leastItemPromoted(seven, new int[] {7, 6, 2, 3}, 3)).isEqualTo(3);
    }
}
