package dev.kindred.eval;

import static dev.kindred.eval.Lists.data;
import static dev.kindred.eval.Lists.value;
import static dev.kindred.eval.Lists.wants;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.Attributes;
import dev.kindred.data.IdIndex;
import org.junit.jupiter.api.Test;

/** Values of diversity and popularity metrics that other implementations pin in their tests. */
class BeyondAccuracyVectorsTest {
    /** RecBole, tests/metrics/test_topk_metrics.py: its item matrix, 8 items. */
    @Test
    void recboleSpreadOfItems() {
        int[][] lists = {{5, 7, 3}, {4, 5, 2}, {2, 3, 5}, {1, 4, 6}, {5, 3, 7}};
        var outcomes = new Outcome[lists.length];
        for (int user = 0; user < lists.length; user++) {
            outcomes[user] = Outcome.ofList(wants(0), lists[user]);
        }
        var data = data(new int[][] {{0, 1, 2, 3, 4, 5, 6, 7}}, 8);
        assertThat(value("coverage@3", data, outcomes)).isEqualTo(7. / 8);
        assertThat(value("gini@3", data, outcomes)).isCloseTo(41. / 120, within(1e-12));
        assertThat(value("gini-ranksys@3", data, outcomes)).isCloseTo(.6095238095, within(1e-9));
        assertThat(value("entropy@3", data, outcomes)).isCloseTo(2.6565647621, within(1e-9));
        assertThat(value("entropy-nats@3", data, outcomes)).isCloseTo(1.8413903749, within(1e-9));
        assertThat(value("entropy-recbole@3", data, outcomes)).isCloseTo(.2630557678, within(1e-9));
        // recommended 1 1 2 2 2 3 4 times of 15: 2 / (8 x 15) x (7x1 + 6x1 + 5x2 + 4x2 + 3x2 + 2x3
        // + 1x4)
        assertThat(value("gini-complement@3", data, outcomes)).isCloseTo(94. / 120, within(1e-12));
    }

    /** LensKit (Python), Gini index. */
    @Test
    void giniOfEqualAndOfOneWinner() {
        int items = 10_000;
        var data = data(new int[0][], items);
        int[] everything = new int[items];
        for (int item = 0; item < items; item++) {
            everything[item] = item;
        }
        String gini = "gini@" + items;
        assertThat(value(gini, data, Outcome.ofList(wants(0), everything))).isZero();
        assertThat(value(gini, data, Outcome.ofList(wants(0), 17))).isGreaterThan(.999);
    }

    /** RePlay, docstrings of Coverage and Surprisal; its item 7 is not in the training data. */
    @Test
    void replay() {
        // rows of the items 1 2 3 4 5 6 8 9 11 are 0 to 8, and 9 is item 7
        var data = data(new int[][] {{4, 5, 6, 7, 1}, {4, 6, 8, 0, 2}, {3, 7, 1}}, 9);
        Outcome[] users = {
            Outcome.ofList(wants(0), 2, 9),
            Outcome.ofList(wants(0), 4, 6),
            Outcome.ofList(wants(0), 3, 7)
        };
        assertThat(value("coverage@2", data, users)).isCloseTo(.5555555556, within(1e-9));
        assertThat(value("novelty-normalised@2", data, users[0])).isCloseTo(1, within(1e-12));
        assertThat(value("novelty-normalised@2", data, users[1]))
                .isCloseTo(.3690702464, within(1e-9));
        assertThat(value("novelty-normalised@2", data, users[2]))
                .isCloseTo(.6845351232, within(1e-9));
    }

    /** RecTools, docstring of MeanInvUserFreq; items are rows, row 0 is unused. */
    @Test
    void rectoolsNovelty() {
        var data = data(new int[][] {{1, 2}, {1}, {1, 3}}, 4);
        Outcome[] users = {
            Outcome.ofList(wants(0), 3),
            Outcome.ofList(wants(0), 2, 3),
            Outcome.ofList(wants(0), 1, 2)
        };
        double[] at1 = {1.5849625, 1.5849625, 0};
        double[] at3 = {1.5849625, 1.5849625, .79248125};
        for (int user = 0; user < 3; user++) {
            assertThat(value("novelty@1", data, users[user])).isCloseTo(at1[user], within(1e-8));
            assertThat(value("novelty@3", data, users[user])).isCloseTo(at3[user], within(1e-8));
        }
        assertThat(value("novelty-sum@3", data, users[1])).isCloseTo(2 * 1.5849625, within(1e-7));
    }

    /** RecTools, docstring of IntraListDiversity with Hamming distance. */
    @Test
    void rectoolsIntraListDiversity() {
        IdIndex ids = IdIndex.of("i0", "i1", "i2", "i3", "i4");
        Attributes features =
                new Attributes.Builder()
                        .put("i1", "f1", "0")
                        .put("i1", "f2", "0")
                        .put("i2", "f1", "0")
                        .put("i2", "f2", "1")
                        .put("i3", "f1", "1")
                        .put("i3", "f2", "1")
                        .put("i4", "f1", "0")
                        .put("i4", "f2", "0")
                        .build();
        var data = data(new int[][] {{1, 2, 3, 4}}, ids, features);
        Outcome one = Outcome.ofList(wants(0), 1, 2, 3);
        Outcome two = Outcome.ofList(wants(0), 1, 4);
        assertThat(value("ild-hamming@2", data, one)).isEqualTo(1);
        assertThat(value("ild-hamming@2", data, two)).isZero();
        assertThat(value("ild-hamming@3", data, one)).isCloseTo(4. / 3, within(1e-12));
        assertThat(value("ild-hamming@3", data, two)).isZero();
        // named fields alone: f1 differs in 2 of 3 pairs
        assertThat(value("ild-hamming@3:f1", data, one)).isCloseTo(2. / 3, within(1e-12));
    }

    /** LensKit (Python), intra-list similarity of categories (1,0) (1,0) (0,1). */
    @Test
    void lenskitIntraListSimilarity() {
        Attributes categories =
                new Attributes.Builder()
                        .put("i0", "category", "a")
                        .put("i1", "category", "a")
                        .put("i2", "category", "b")
                        .build();
        var data = data(new int[][] {{0, 1, 2}}, Lists.ids(3), categories);
        Outcome three = Outcome.ofList(wants(0), 0, 1, 2);
        assertThat(value("ils@3", data, three)).isCloseTo(1. / 3, within(1e-12));
        assertThat(value("ils@1", data, three)).isEqualTo(1);
        assertThat(value("ils@3", data, Outcome.ofList(wants(0)))).isNaN();
    }

    /** RecTools, docstring of Serendipity: items i1 to i4 are rows 0 to 3. */
    @Test
    void rectoolsSerendipity() {
        var data = data(new int[][] {{0, 1}, {0, 1}, {0}}, 4);
        Outcome[] users = {
            Outcome.ofList(wants(0, 1), 0, 1),
            Outcome.ofList(wants(1, 2), 1, 2),
            Outcome.ofList(wants(1), 2),
            Outcome.ofList(wants(1), 1, 2)
        };
        double[] at1 = {0, .25, 0, .25};
        double[] at2 = {0, .5, 0, .125};
        for (int user = 0; user < 4; user++) {
            assertThat(value("serendipity@1", data, users[user])).isEqualTo(at1[user]);
            assertThat(value("serendipity@2", data, users[user])).isEqualTo(at2[user]);
        }
        // the most popular item is i1, so its hit is expected; at 2, i1 and i2 are
        assertThat(value("serendipity-unexpected@1", data, users)).isEqualTo(2. / 4);
        assertThat(value("serendipity-unexpected@2", data, users)).isEqualTo(.5 / 4);
    }

    /** RecTools, docstring of average recommendation popularity and of catalogue coverage. */
    @Test
    void rectoolsPopularityAndCoverage() {
        var data = data(new int[][] {{1, 2}, {1, 2, 3}, {1}}, 6);
        assertThat(value("arp@3", data, Outcome.ofList(wants(0), 1, 2))).isEqualTo(2.5);
        assertThat(value("arp@3", data, Outcome.ofList(wants(0), 3, 1, 2))).isEqualTo(2);
        assertThat(value("arp@3", data, Outcome.ofList(wants(0), 3, 2))).isEqualTo(1.5);
        Outcome[] users = {Outcome.ofList(wants(0), 1, 2, 3), Outcome.ofList(wants(0), 1, 2)};
        assertThat(value("coverage@2", data(new int[0][], 5), users)).isEqualTo(.4);
    }

    /** EPC as in RankSys and Elliot: popularity 4, 2, 1 of 4 users, all in one list. */
    @Test
    void expectedPopularityComplement() {
        var data = data(new int[][] {{0, 1, 2}, {0, 1}, {0}, {0}}, 3);
        Outcome list = Outcome.ofList(wants(2), 0, 1, 2);
        assertThat(value("epc@3", data, list)).isCloseTo(.4166666667, within(1e-9));
        assertThat(value("epc-discount@3", data, list)).isCloseTo(.3240204777, within(1e-9));
        // only the third item is a hit: .5 x .75 / (1 + 1 / log2 3 + .5)
        assertThat(value("epc-relevance@3", data, list))
                .isCloseTo(.375 / 2.1309297536, within(1e-9));
    }
}
