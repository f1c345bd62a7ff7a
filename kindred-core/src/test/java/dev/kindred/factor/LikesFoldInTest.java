package dev.kindred.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.History;
import dev.kindred.model.Explanation;
import java.util.List;
import org.junit.jupiter.api.Test;

class LikesFoldInTest {
    /** Items (2), (1), (0), with biases .5, -1, 7; liked items should score 3. */
    private static LikesFoldIn oneFactor() {
        return new LikesFoldIn(
                new Factors(3, 1, new float[] {2, 1, 0}),
                new float[] {0.5f, -1, 7},
                new double[] {5},
                3,
                new IalsPull(0.1, 1, 0.2, 0));
    }

    private static float[] scores(History history) {
        LikesFoldIn users = oneFactor();
        float[] user = new float[2];
        float[] scores = new float[3];
        assertThat(users.userVector(history, user)).isTrue();
        users.itemVectors().score(user, scores);
        return scores;
    }

    @Test
    void scoresMatchTheHandComputedSolution() {
        // Item 0 is liked: (3 - .5 - 2x)^2 + .2 * 5 x^2 + .1 (1 + .2 * 3) x^2 has its minimum at
        // x = 2 * 2.5 / (4 + 1 + .16) = 5 / 5.16; item 1 scores x - 1. Item 2 has no factors.
        float[] scores = scores(History.of(0));
        double x = 5 / 5.16;
        assertThat((double) scores[0]).isCloseTo(2 * x + 0.5, within(1e-6));
        assertThat((double) scores[1]).isCloseTo(x - 1, within(1e-6));
        assertThat(scores[2]).isNaN();
    }

    @Test
    void partsOfAnExplanationMatchTheHandComputedOnes() {
        // Items 0 and 1 are liked: x = (2 * 2.5 + 1 * 4) / (4 + 1 + 1 + .1 (2 + .6)) = 9 / 6.26;
        // of item 1's x.y = 9 / 6.26 item 0 gives 5 / 6.26 and itself 4 / 6.26.
        History history = History.of(0, 1);
        Explanation why = oneFactor().explain(history, 1);
        assertThat(why.items()).containsExactly(0, 1);
        assertThat(why.contributions()[0]).isCloseTo(5 / 6.26, within(1e-6));
        assertThat(why.contributions()[1]).isCloseTo(4 / 6.26, within(1e-6));
    }

    @Test
    void nothingKnownAndLikedIsNoOpinion() {
        History disliked = History.of(new int[] {0}, new double[] {-1});
        for (History history : List.of(History.EMPTY, History.of(2), disliked)) {
            assertThat(oneFactor().userVector(history, new float[2])).isFalse();
            assertThat(oneFactor().explain(history, 0)).isEqualTo(Explanation.NONE);
        }
    }
}
