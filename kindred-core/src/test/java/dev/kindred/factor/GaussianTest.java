package dev.kindred.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GaussianTest {
    @Test
    void momentsAndTailsAreThoseOfTheNormalDistribution() {
        var gaussian = new Gaussian(new SplittableRandom(5));
        int n = 200_000;
        double sum = 0;
        double squares = 0;
        double fourths = 0;
        int beyondTwo = 0;
        for (int k = 0; k < n; k++) {
            double x = gaussian.next();
            sum += x;
            squares += x * x;
            fourths += x * x * x * x;
            beyondTwo += Math.abs(x) > 2 ? 1 : 0;
        }
        assertThat(sum / n).isCloseTo(0, within(0.01));
        assertThat(squares / n).isCloseTo(1, within(0.02));
        assertThat(fourths / n).isCloseTo(3, within(0.1));
        assertThat((double) beyondTwo / n).isCloseTo(0.0455, within(0.002)); // 2 (1 - Phi(2))
    }
}
