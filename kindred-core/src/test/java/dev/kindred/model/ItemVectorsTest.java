package dev.kindred.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ItemVectorsTest {
    private static final boolean[] SECOND_UNKNOWN = {true, false, true};

    @Test
    void scoresAreDotProductsAndAnItemWithoutVectorHasNone() {
        // (1, 2).(3, 4) = 11   (1, 2).(-1, 5) = 9
        ItemVectors vectors =
                ItemVectors.of(new float[] {3, 4, 9, 9, -1, 5}, 2, null, SECOND_UNKNOWN);
        float[] scores = new float[3];
        vectors.score(new float[] {1, 2}, scores);
        assertThat(scores).containsExactly(11, Float.NaN, 9);
        assertThat(vectors.rows()).isEqualTo(3);
        assertThat(vectors.width()).isEqualTo(2);
        assertThat(vectors.isKnown(1)).isFalse();
        assertThat(vectors.isKnown(2)).isTrue();
    }

    @Test
    void biasesAreOneMoreNumberOfTheVectors() {
        float[] biases = {10, 0, -10};
        ItemVectors vectors =
                ItemVectors.of(new float[] {3, 4, 9, 9, -1, 5}, 2, biases, SECOND_UNKNOWN);
        assertThat(vectors.width()).isEqualTo(3);
        float[] scores = new float[3];
        vectors.score(new float[] {1, 2, 1}, scores);
        assertThat(scores).containsExactly(21, Float.NaN, -1);
        float[] last = new float[3];
        vectors.copy(2, last);
        assertThat(last).containsExactly(-1, 5, -10);
    }

    @Test
    void manyUsersGetTheBitsOfOne() {
        int items = 1030;
        int users = 13;
        int width = 21;
        var random = new java.util.SplittableRandom(8);
        float[] values = new float[items * width];
        float[] of = new float[users * width];
        for (int k = 0; k < values.length; k++) {
            values[k] = (float) random.nextDouble(-1, 1);
        }
        for (int k = 0; k < of.length; k++) {
            of[k] = (float) random.nextDouble(-1, 1);
        }
        boolean[] known = new boolean[items];
        java.util.Arrays.fill(known, true);
        ItemVectors vectors = ItemVectors.of(values, width, null, known);
        int step = vectors.blockSize();
        float[][] together = new float[users][items];
        float[] block = new float[users * step];
        for (int first = 0; first < items; first += step) {
            int count = Math.min(step, items - first);
            vectors.users(of, users).score(first, count, block, step);
            for (int user = 0; user < users; user++) {
                System.arraycopy(block, user * step, together[user], first, count);
            }
        }
        float[] alone = new float[items];
        for (int user = 0; user < users; user++) {
            vectors.score(java.util.Arrays.copyOfRange(of, user * width, of.length), alone);
            assertThat(together[user]).isEqualTo(alone);
        }
    }

    @Test
    void wrongLengthsAreErrors() {
        assertThatThrownBy(() -> ItemVectors.of(new float[5], 2, null, SECOND_UNKNOWN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("item vectors");
        assertThatThrownBy(() -> ItemVectors.of(new float[6], 2, new float[2], SECOND_UNKNOWN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("biases");
    }
}
