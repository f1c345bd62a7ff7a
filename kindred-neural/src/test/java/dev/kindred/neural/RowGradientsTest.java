package dev.kindred.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class RowGradientsTest {
    @Test
    void theFirstStepOfAdamMovesByTheRateAgainstTheSign() {
        // After one step both running means are those of one gradient, so a number moves by the
        // rate whatever the gradient's size: 3 - .01, 5 + .01; a gradient of 0 moves nothing.
        var weights = new Weights("w", 1, 3);
        System.arraycopy(new float[] {3, 5, 7}, 0, weights.values(), 0, 3);
        weights.update(FloatBuffer.wrap(new float[] {20, -0.5f, 0}), Weights.rate(0.01, 1));
        assertThat(weights.values()[0]).isCloseTo(2.99f, within(1e-5f));
        assertThat(weights.values()[1]).isCloseTo(5.01f, within(1e-5f));
        assertThat(weights.values()[2]).isEqualTo(7);
    }

    @Test
    void twoStepsOfAdamByHand() {
        // g = 1, then 3: m = .9 * .1 + .1 * 3 = .39, v = .999 * .001 + .001 * 9 = .009999;
        // without the start: m / (1 - .81) = 2.052632, v / (1 - .998001) = 5.002001, so the second
        // step is .1 * 2.052632 / sqrt(5.002001) = .0917777; the first is .1.
        var weights = new Weights("w", 1, 1);
        weights.update(FloatBuffer.wrap(new float[] {1}), Weights.rate(0.1, 1));
        weights.update(FloatBuffer.wrap(new float[] {3}), Weights.rate(0.1, 2));
        assertThat(weights.values()[0]).isCloseTo(-0.1917777f, within(1e-5f));
    }

    @Test
    void gradientsOfARowAreAddedAndOtherRowsStay() {
        var lazy = new Weights("w", 4, 2).fill(1);
        var dense = new Weights("w", 4, 2).fill(1);
        var gradients = new RowGradients(lazy);
        for (int step = 1; step <= 3; step++) {
            float[] both = {1, 2, step, -4, 0.5f, 0};
            gradients.add(new int[] {2, 0, 2}, 3, FloatBuffer.wrap(both));
            float rate = Weights.rate(0.1, step);
            gradients.apply(rate, 0);
            float[] sums = {step, -4, 0, 0, 1.5f, 2, 0, 0};
            dense.update(FloatBuffer.wrap(sums), rate);
        }
        assertThat(lazy.values()).isEqualTo(dense.values());
        assertThat(lazy.values()[2]).isEqualTo(1);
        assertThat(lazy.values()[6]).isEqualTo(1);
    }

    @Test
    void thePullCountsOncePerGradient() {
        // Two gradients that cancel out, and a pull of .5 on 4: 2 * .5 * 4 = 4, against the sign.
        var weights = new Weights("w", 1, 1).fill(4);
        var gradients = new RowGradients(weights);
        gradients.add(new int[] {0, 0}, 2, FloatBuffer.wrap(new float[] {1, -1}));
        gradients.apply(Weights.rate(0.1, 1), 0.5f);
        assertThat(weights.values()[0]).isCloseTo(3.9f, within(1e-5f));
    }
}
