package dev.kindred.experiment.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SampleSizeTest {
    @Test
    void meansCovariatesAndComparisons() {
        // mean 10, deviation 5, lift 2 %: d = .2; 7.8489 * 50 / .04 = 9811.1
        SampleSize size = SampleSize.ofMean(10, 5, .02, .05, .8);
        assertThat(size.perArm()).isEqualTo(9_812);
        // correlation .7 leaves .51 of the variance
        assertThat(size.withCovariate(.7).perArm()).isEqualTo(5_004);
        // alpha .025: (2.2414 + .8416)^2 = 9.5050; * 50 / .04 = 11881.2
        assertThat(size.withComparisons(2).perArm()).isEqualTo(11_882);
        // 5 % to 4.5 %: 7.848879 * (.0475 + .042975) / .005^2 = 28405.1
        assertThat(SampleSize.ofRate(.05, -.1, .05, .8).perArm()).isEqualTo(28_406);
    }

    @Test
    void sequentialNeedsMoreForTheSamePower() {
        SampleSize size = SampleSize.ofMean(10, 5, .02, .05, .8);
        long n = size.perArmSequential();
        assertThat(n / (double) size.perArm()).isBetween(1.5, 2.5);
        // one look at n finds the effect with the power asked for
        var random = new SplittableRandom(4);
        double se = Math.sqrt(50.0 / n);
        int found = 0;
        for (int run = 0; run < 4_000; run++) {
            double d = .2 + se * random.nextGaussian();
            found += Math.abs(d) > AlwaysValid.halfWidth(se, 2 * n, .05, 2 * n) ? 1 : 0;
        }
        assertThat(found / 4_000.0).isCloseTo(.8, within(.026)); // 4 standard deviations
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> SampleSize.ofRate(.05, 0, .05, .8))
                .hasMessageContaining("effect to be found");
        assertThatThrownBy(() -> SampleSize.ofRate(1.2, .1, .05, .8))
                .hasMessage("rate must be above 0 and below 1, but is 1.2");
        assertThatThrownBy(() -> SampleSize.ofRate(.9, .2, .05, .8))
                .hasMessageContaining("rate after the lift");
        assertThatThrownBy(() -> SampleSize.ofRate(.05, .1, .05, .04))
                .hasMessageContaining("power must be above alpha");
        assertThatThrownBy(() -> SampleSize.ofMean(10, 0, .1, .05, .8))
                .hasMessageContaining("standard deviation");
    }
}
