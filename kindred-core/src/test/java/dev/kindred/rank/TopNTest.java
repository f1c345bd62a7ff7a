package dev.kindred.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopNTest {
    /** What sorting everything gives: best first, lower row first where equal. */
    private static List<Integer> sorted(float[] scores, int n) {
        return IntStream.range(0, scores.length)
                .filter(row -> !Float.isNaN(scores[row]))
                .boxed()
                .sorted(
                        Comparator.<Integer>comparingDouble(row -> 0.0 - scores[row])
                                .thenComparingInt(row -> row))
                .limit(n)
                .toList();
    }

    private static List<Integer> rows(TopN top) {
        var rows = new ArrayList<Integer>();
        for (int at = 0; at < top.size(); at++) {
            rows.add(top.row(at));
        }
        return rows;
    }

    /** Few different scores, so that most are ties; NaN, infinities and both zeros among them. */
    private static float[] scores(SplittableRandom random, int length) {
        float[] special = {Float.NaN, 0f, -0f, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
        float[] scores = new float[length];
        for (int row = 0; row < length; row++) {
            int kind = random.nextInt(12);
            scores[row] = kind < special.length ? special[kind] : random.nextInt(4);
        }
        return scores;
    }

    @Test
    void matchesAFullSort() {
        var random = new SplittableRandom(1);
        for (int round = 0; round < 3000; round++) {
            float[] scores = scores(random, random.nextInt(40));
            int n = 1 + random.nextInt(12);
            var top = new TopN(n);
            top.offerAll(scores);
            top.sort();
            assertThat(rows(top)).isEqualTo(sorted(scores, n));
            for (int at = 0; at < top.size(); at++) {
                assertThat(top.score(at)).isEqualTo(scores[top.row(at)]);
            }
        }
    }

    @Test
    void theOrderOfOffersDoesNotMatter() {
        var random = new SplittableRandom(2);
        for (int round = 0; round < 2000; round++) {
            float[] scores = scores(random, 1 + random.nextInt(30));
            int n = 1 + random.nextInt(8);
            var top = new TopN(n);
            List<Integer> order = new ArrayList<>();
            IntStream.range(0, scores.length)
                    .forEach(row -> order.add(random.nextInt(order.size() + 1), row));
            for (int row : order) {
                top.offer(row, scores[row]);
                if (random.nextInt(5) == 0) {
                    top.sort(); // looking at it in between changes nothing
                }
            }
            assertThat(rows(top.sort())).isEqualTo(sorted(scores, n));
            assertThat(rows(top.sort())).as("sorted twice").isEqualTo(sorted(scores, n));
        }
    }

    @Test
    void anArrayAfterSingleOffersStillGivesTiesToTheLowerRow() {
        var top = new TopN(2);
        top.offer(7, 1f);
        top.offer(9, 3f);
        top.offerAll(new float[] {1f, 0f, 1f});
        assertThat(rows(top.sort())).containsExactly(9, 0);
        top.offerAll(new float[] {0f, 3f, 0f});
        assertThat(rows(top.sort())).containsExactly(1, 9);
    }

    @Test
    void clearForgetsEverything() {
        var top = new TopN(3);
        top.offerAll(new float[] {1, 2, 3, 4});
        top.sort().clear();
        assertThat(top.size()).isZero();
        top.offerAll(new float[] {0, Float.NaN, -1});
        assertThat(rows(top.sort())).containsExactly(0, 2);
    }

    @Test
    void nothingButNanGivesNothing() {
        var top = new TopN(2);
        top.offerAll(new float[] {Float.NaN, Float.NaN, Float.NaN});
        assertThat(top.sort().size()).isZero();
        assertThatThrownBy(() -> new TopN(0)).hasMessage("n must be at least 1, but is 0");
    }
}
