package dev.kindred.blend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.History;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlenderTest {
    private static final float NAN = Float.NaN;
    private static final Seen NOTHING = Seen.of(History.EMPTY);

    private static float[] blend(
            Normalization by, int candidates, Seen seen, double[] weights, float[]... lists) {
        var config =
                HybridConfig.builder()
                        .parts("popular" + "+popular".repeat(lists.length - 1))
                        .normalization(by)
                        .candidates(candidates)
                        .build();
        float[] scores = new float[lists[0].length];
        new Blender(config, weights).blend(lists, 1, seen, scores);
        return scores;
    }

    private static float[] one(Normalization by, Seen seen, float... list) {
        return blend(by, 0, seen, new double[] {1}, list);
    }

    @Test
    void minMaxGoesFrom0To1AndNoOpinionIs0() {
        assertThat(one(Normalization.MIN_MAX, NOTHING, 2, 4, 3)).containsExactly(0, 1, .5f);
        // an item without opinion counts as 0, so 4 is 1 and 2 is 1/2
        assertThat(one(Normalization.MIN_MAX, NOTHING, 2, 4, NAN)).containsExactly(.5f, 1, NAN);
        // below 0: it counts as the lowest, -2
        assertThat(one(Normalization.MIN_MAX, NOTHING, -2, 2, NAN)).containsExactly(0, 1, NAN);
        assertThat(one(Normalization.MIN_MAX, NOTHING, 3, 3)).containsExactly(0, 0);
    }

    @Test
    void zHasMean0AndDeviation1() {
        // mean 3, deviation sqrt((1 + 1) / 2) = 1
        assertThat(one(Normalization.Z, NOTHING, 2, 4)).containsExactly(-1, 1);
        // 3 and two times 0: mean 1, deviation sqrt((4 + 1 + 1) / 3) = sqrt 2
        float[] scores = one(Normalization.Z, NOTHING, 3, NAN, NAN);
        assertThat(scores[0]).isCloseTo((float) Math.sqrt(2), within(1e-6f));
        assertThat(one(Normalization.Z, NOTHING, .1f, .1f, .1f)).containsExactly(0, 0, 0);
    }

    @Test
    void ranksAndReciprocalRanks() {
        // of four: ranks 2, 1, 3 and 4 (ties: lower row first)
        assertThat(one(Normalization.RANK, NOTHING, 5, 9, 1, 1))
                .containsExactly(.75f, 1, .5f, .25f);
        assertThat(one(Normalization.RRF, NOTHING, 5, 9, NAN))
                .containsExactly((float) (1 / 62.0), (float) (1 / 61.0), NAN);
    }

    @Test
    void seenItemsAreNotMeasured() {
        Seen first = Seen.item(0);
        // measured: 2 and 4; 100 lies on the same line
        assertThat(one(Normalization.MIN_MAX, first, 100, 2, 4)).containsExactly(49, 0, 1);
        assertThat(one(Normalization.Z, first, 100, 2, 4)).containsExactly(97, -1, 1);
        // the seen item takes no rank: the others are first and second all the same
        assertThat(one(Normalization.RRF, first, 100, 2, 4))
                .containsExactly((float) (1 / 61.0), (float) (1 / 62.0), (float) (1 / 61.0));
    }

    @Test
    void weightsAddUpAndAMissingOpinionCountsAsTheLowest() {
        // min-max: (1, .5, 0) and (no opinion = 0, 0.25, 1) with 2/3 and 1/3
        float[] scores =
                blend(
                        Normalization.MIN_MAX,
                        0,
                        NOTHING,
                        new double[] {2 / 3.0, 1 / 3.0},
                        new float[] {4, 2, 0, NAN},
                        new float[] {NAN, 1, 4, NAN});
        assertThat(scores[0]).isCloseTo(2 / 3f, within(1e-6f));
        assertThat(scores[1]).isCloseTo(1 / 3f + 1 / 12f, within(1e-6f));
        assertThat(scores[2]).isCloseTo(1 / 3f, within(1e-6f));
        assertThat(scores[3]).isNaN();
    }

    @Test
    void candidatesAreTheBestUnseenOfEachPart() {
        float[] scores =
                blend(
                        Normalization.NONE,
                        1,
                        Seen.item(0),
                        new double[] {.5, .5},
                        new float[] {9, 8, 7, 6},
                        new float[] {1, 2, 3, 4});
        assertThat(scores).containsExactly(5, 4, NAN, 2);
    }

    @Test
    void aPartThatSaysNothingOfUnseenItemsAddsNothing() {
        float[] scores =
                blend(
                        Normalization.Z,
                        0,
                        Seen.item(0),
                        new double[] {.5, .5},
                        new float[] {3, NAN, NAN},
                        new float[] {NAN, 2, 4});
        assertThat(scores).containsExactly(NAN, -.5f, .5f);
    }

    private static float[] blend(Method method, int candidates, Seen seen, float[]... lists) {
        var config =
                HybridConfig.builder()
                        .parts("popular" + "+popular".repeat(lists.length - 1))
                        .method(method)
                        .candidates(candidates)
                        .build();
        float[] scores = new float[lists[0].length];
        new Blender(config, new double[lists.length]).blend(lists, 7, seen, scores);
        return scores;
    }

    @Test
    void mixedTakesTurns() {
        // first: b a c; second: b c d  ->  b (first), c (second), a (first), d (second)
        float[] scores =
                blend(
                        Method.MIXED,
                        0,
                        NOTHING,
                        new float[] {8, 9, 1, NAN},
                        new float[] {NAN, 5, 4, 3});
        assertThat(Ranking.rows(scores)).containsExactly(1, 2, 0, 3);
    }

    @Test
    void cascadeSortsTheBestOfTheFirstByTheNext() {
        // first: a b c d e; the second sorts a b c, of which it does not know b: c a b
        float[] scores =
                blend(
                        Method.CASCADE,
                        3,
                        NOTHING,
                        new float[] {9, 8, 7, 6, 5, NAN},
                        new float[] {1, NAN, 2, 3, 4, 5});
        assertThat(Ranking.rows(scores)).containsExactly(2, 0, 1, 3, 4);
        // a is seen: the candidates are b, c and d
        float[] unseen =
                blend(
                        Method.CASCADE,
                        3,
                        Seen.item(0),
                        new float[] {9, 8, 7, 6, 5, NAN},
                        new float[] {1, NAN, 2, 3, 4, 5});
        assertThat(Ranking.rows(unseen)).containsExactly(3, 2, 1, 4, 0);
    }

    @Test
    void switchingSkipsPartsWithoutOpinion() {
        // length 7 asks the second of three parts (5, 10): it knows nothing, so the first answers
        float[] scores =
                blend(
                        Method.SWITCHING,
                        0,
                        NOTHING,
                        new float[] {1, 2},
                        new float[] {NAN, NAN},
                        new float[] {5, 6});
        assertThat(scores).containsExactly(1, 2);
    }

    @ParameterizedTest
    @EnumSource(Normalization.class)
    void aRisingLineChangesNoNorm(Normalization by) {
        if (by == Normalization.NONE) {
            return;
        }
        var random = new SplittableRandom(4);
        float[] plain = new float[50];
        float[] scaled = new float[50];
        for (int item = 0; item < 50; item++) {
            plain[item] = random.nextInt(1000);
            scaled[item] = 3 * plain[item] + 5;
        }
        Seen seen = Seen.item(7);
        float[] a = one(by, seen, plain);
        float[] b = one(by, seen, scaled);
        for (int item = 0; item < 50; item++) {
            assertThat(a[item]).isCloseTo(b[item], within(1e-5f));
        }
    }
}
