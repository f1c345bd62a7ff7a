package dev.kindred.experiment.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.experiment.analysis.Conversions;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BanditTest {
    @Test
    void theFloorIsAddedNotClipped() {
        assertThat(Thompson.withFloor(new double[] {.7, .25, .05}, .01))
                .containsExactly(new double[] {.689, .2525, .0585}, within(1e-12));
        assertThatThrownBy(() -> Thompson.withFloor(new double[] {.5, .5}, .6))
                .hasMessageContaining("floor");
        assertThatThrownBy(() -> Thompson.withFloor(new double[0], 0))
                .hasMessageContaining("at least one arm");
    }

    @Test
    void weightsAreTheChancesToBeTheBest() {
        long[] successes = {100, 120};
        long[] units = {1_000, 1_000};
        double[] weights = Thompson.ofConversions(successes, units, 0, 3);
        // exact: .923183; 10,000 draws: standard deviation .0027
        double exact = Conversions.of(100, 1_000, 120, 1_000).aboveControl();
        assertThat(weights[1]).isCloseTo(exact, within(.011));
        assertThat(Arrays.stream(weights).sum()).isCloseTo(1, within(1e-9));
        assertThat(Thompson.ofConversions(successes, units, 0, 3)).isEqualTo(weights);
        // means 0 and .1, errors of .1 each: chance Phi(.1 / .1414) = .7602
        double[] ofMeans =
                Thompson.ofMeans(
                        new double[] {0, .1}, new double[] {1, 1}, new long[] {100, 100}, 0, 4);
        assertThat(ofMeans[1]).isCloseTo(.7602, within(.018));
    }

    @Test
    void armsAreEqualUntilEachHasUnits() {
        assertThat(Thompson.ofConversions(new long[] {0, 99}, new long[] {99, 99}, .01, 1))
                .containsExactly(.5, .5);
        assertThat(
                        Thompson.ofMeans(
                                new double[] {0, 9},
                                new double[] {1, 1},
                                new long[] {9, 900},
                                0,
                                1))
                .containsExactly(.5, .5);
        assertThatThrownBy(() -> Thompson.ofConversions(new long[] {5}, new long[] {4}, .01, 1))
                .hasMessageContaining("successes of arm 0 must be between 0 and its units, 4");
    }

    @Test
    void trafficGoesToTheBestArm() {
        double[] rates = {.05, .08, .06};
        long[] successes = new long[3];
        long[] units = new long[3];
        var random = new SplittableRandom(6);
        double[] weights = {1 / 3.0, 1 / 3.0, 1 / 3.0};
        for (int period = 0; period < 30; period++) {
            for (int unit = 0; unit < 1_000; unit++) {
                double at = random.nextDouble();
                int arm = at < weights[0] ? 0 : at < weights[0] + weights[1] ? 1 : 2;
                units[arm]++;
                successes[arm] += random.nextDouble() < rates[arm] ? 1 : 0;
            }
            weights = Thompson.ofConversions(successes, units, Thompson.FLOOR, period);
        }
        assertThat(weights[1]).isGreaterThan(.9);
        assertThat(weights[0]).isGreaterThanOrEqualTo(.01);
        assertThat(units[1]).isGreaterThan(20_000);
    }

    @Test
    void linUcbMeetsTheHandComputedBound() {
        // A = [[3, 1], [1, 3]], b = [1, 1], theta = [.25, .25]
        var arm = new LinUcb(2);
        arm.update(new double[] {1, 0}, 1);
        arm.update(new double[] {1, 1}, 0);
        arm.update(new double[] {0, 1}, 1);
        double[] x = {1, .5};
        assertThat(arm.theta()).containsExactly(new double[] {.25, .25}, within(1e-12));
        assertThat(arm.mean(x)).isCloseTo(.375, within(1e-12));
        assertThat(arm.width(x)).isCloseTo(.586302, within(5e-7));
        assertThat(arm.score(x, 1)).isCloseTo(.961302, within(5e-7));
        assertThatThrownBy(() -> arm.update(new double[3], 1)).hasMessageContaining("length 2");
        assertThatThrownBy(() -> arm.update(new double[] {1, Double.NaN}, 1))
                .hasMessageContaining("context");
    }

    @Test
    void linUcbLearnsWhichArmFitsWhichContext() {
        var random = new SplittableRandom(2);
        LinUcb[] arms = {new LinUcb(2), new LinUcb(2)};
        int right = 0;
        for (int round = 0; round < 2_000; round++) {
            int kind = random.nextInt(2);
            double[] x = {kind == 0 ? 1 : 0, kind == 1 ? 1 : 0};
            int played = arms[0].score(x, 1) >= arms[1].score(x, 1) ? 0 : 1;
            arms[played].update(x, random.nextDouble() < (played == kind ? .6 : .3) ? 1 : 0);
            right += round >= 1_000 && played == kind ? 1 : 0;
        }
        assertThat(right).isGreaterThan(900);
    }
}
