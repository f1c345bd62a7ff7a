package dev.kindred.rerank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.Attributes;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Published and independently computed orders of small lists. */
class DiversityVectorsTest {
    private static final double[] RELEVANCE = {.9, .8, .7, .6};
    private static final int[] ROWS = {0, 1, 2, 3};
    private static final double[][] SIMILAR = {
        {1, .95, .2, .1}, {.95, 1, .3, .1}, {.2, .3, 1, .8}, {.1, .1, .8, 1}
    };
    private static final ItemSimilarity ABCD = (item, other) -> SIMILAR[item][other];

    private static final Attributes COVERED =
            Candidates.groups("a:act", "b:act", "c:act|rom", "d:rom", "e:doc");
    private static final double[] COVER_RELEVANCE = {.3, .25, .2, .15, .1};
    private static final double[] LIKED = {.6, .3, .1};
    private static final int[] FIVE = {0, 1, 2, 3, 4};

    private static String letters(int[] picked) {
        var text = new StringBuilder();
        for (int position : picked) {
            text.append((char) ('a' + position));
        }
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource({"0, abcd", ".3, acbd", ".5, adcb", "1, adcb"})
    void mmr(double diversity, String order) {
        assertThat(letters(Mmr.of(diversity, ABCD).pick(RELEVANCE, ROWS, 4))).isEqualTo(order);
    }

    @Test
    void mmrWithTheMeanSimilarity() {
        Mmr average = Mmr.of(.5, ABCD).withLinkage(Mmr.Linkage.AVERAGE);
        assertThat(letters(average.pick(RELEVANCE, ROWS, 4))).isEqualTo("adbc");
    }

    @Test
    void dpp() {
        Dpp dpp = Dpp.of(.3, ABCD);
        assertThat(letters(dpp.pick(RELEVANCE, ROWS, 4))).isEqualTo("acdb");
        assertThat(letters(dpp.pick(RELEVANCE, ROWS, 2))).isEqualTo("ac");
        double[] quality = new double[4]; // theta .9
        for (int k = 0; k < 4; k++) {
            quality[k] = Math.exp(.9 / (2 * .1) * RELEVANCE[k]);
        }
        assertThat(letters(dpp.pick(quality, ROWS, 4))).isEqualTo("acbd");
    }

    @ParameterizedTest
    @CsvSource({"0, abcde", ".3, acbde", ".5, acbed", ".8, caebd"})
    void xquad(double diversity, String order) {
        XQuad xquad = XQuad.of(diversity, COVERED, "group");
        assertThat(letters(xquad.pick(COVER_RELEVANCE, FIVE, LIKED, 5))).isEqualTo(order);
    }

    @ParameterizedTest
    @CsvSource({"0, abc", ".3, cab", ".5, cae"})
    void calibrated(double weight, String order) {
        Calibrated calibrated = Calibrated.of(weight, COVERED, "group");
        assertThat(letters(calibrated.pick(COVER_RELEVANCE, FIVE, LIKED, 3))).isEqualTo(order);
    }

    @Test
    void divergencesOfMixes() {
        assertThat(Calibrated.divergence(new double[] {.7, .3}, new double[] {1, 0}, 1))
                .isCloseTo(1.133982, within(1e-6));
        assertThat(Calibrated.divergence(new double[] {.5, .5}, new double[] {0, 1}, 1))
                .isCloseTo(1.958518, within(1e-6));
        assertThat(Calibrated.divergence(new double[] {.5, .5}, new double[] {1, 1}, 2))
                .isCloseTo(0, within(1e-12));
        // a, b, c: act 2.5, rom .5 of 3 items; c, a, e: act 1.5, rom .5, doc 1 of 3.
        assertThat(Calibrated.divergence(LIKED, new double[] {2.5, .5, 0}, 3))
                .isCloseTo(.439042, within(1e-6));
        assertThat(Calibrated.divergence(LIKED, new double[] {1.5, .5, 1}, 3))
                .isCloseTo(.162445, within(1e-6));
    }

    @Test
    void dppEqualsTheGreedyChoiceOfDeterminants() {
        var random = new SplittableRandom(3);
        for (int round = 0; round < 200; round++) {
            int size = 3 + random.nextInt(6);
            float[][] vectors = new float[size][12];
            double[] quality = new double[size];
            int[] rows = new int[size];
            for (int row = 0; row < size; row++) {
                rows[row] = row;
                quality[row] = .2 + random.nextDouble();
                for (int k = 0; k < 12; k++) {
                    vectors[row][k] = random.nextFloat();
                }
            }
            ItemSimilarity similarity = ItemSimilarity.ofVectors(vectors);
            int[] picked = Dpp.of(.3, similarity).pick(quality, rows, size);
            assertThat(picked).containsExactly(byDeterminants(similarity, quality));
        }
    }

    private static int[] byDeterminants(ItemSimilarity similarity, double[] quality) {
        int size = quality.length;
        int[] picked = new int[size];
        boolean[] taken = new boolean[size];
        for (int at = 0; at < size; at++) {
            double best = -1;
            for (int item = 0; item < size; item++) {
                if (!taken[item]) {
                    picked[at] = item;
                    double determinant = determinant(similarity, quality, picked, at + 1);
                    if (determinant > best) {
                        best = determinant;
                    }
                }
            }
            for (int item = 0; item < size; item++) {
                if (!taken[item]) {
                    picked[at] = item;
                    if (determinant(similarity, quality, picked, at + 1) == best) {
                        taken[item] = true;
                        break;
                    }
                }
            }
        }
        return picked;
    }

    /** By elimination. */
    private static double determinant(
            ItemSimilarity similarity, double[] quality, int[] of, int size) {
        double[][] a = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                a[i][j] = quality[of[i]] * similarity.similarity(of[i], of[j]) * quality[of[j]];
            }
        }
        double determinant = 1;
        for (int k = 0; k < size; k++) {
            determinant *= a[k][k];
            for (int i = k + 1; i < size; i++) {
                double factor = a[i][k] / a[k][k];
                for (int j = k; j < size; j++) {
                    a[i][j] -= factor * a[k][j];
                }
            }
        }
        return determinant;
    }
}
