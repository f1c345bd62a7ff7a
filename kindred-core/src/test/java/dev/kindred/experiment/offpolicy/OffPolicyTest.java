package dev.kindred.experiment.offpolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.experiment.offpolicy.PolicyValue.Estimator;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OffPolicyTest {
    private static final double[] REWARDS = {1, 0, 1, 1, 0};
    private static final double[] LOGGED = {.5, .5, .25, .5, .25};
    private static final double[] TARGET = {.8, .2, .5, .2, .5};
    private static final double[] EXPECTED = {.6, .3, .5, .6, .5};
    private static final double[] OF_TARGET = {.54, .54, .5, .36, .5};

    private static double value(OffPolicyResult result, Estimator estimator) {
        return result.value(estimator).orElseThrow().value();
    }

    @Test
    void everyEstimatorMeetsTheVector() {
        var evaluation = new OffPolicy(1.5, .05);
        for (int k = 0; k < 5; k++) {
            evaluation.add(REWARDS[k], LOGGED[k], TARGET[k], EXPECTED[k], OF_TARGET[k]);
        }
        OffPolicyResult found = evaluation.result();
        assertThat(value(found, Estimator.IPS)).isCloseTo(.8, within(1e-9));
        assertThat(value(found, Estimator.SNIPS)).isCloseTo(.625, within(1e-9));
        assertThat(value(found, Estimator.CLIPPED)).isCloseTo(.68, within(1e-9));
        assertThat(value(found, Estimator.DOUBLY_ROBUST)).isCloseTo(.624, within(1e-9));
        assertThat(value(found, Estimator.DIRECT)).isCloseTo(.488, within(1e-9));
        assertThat(found.effectiveSize()).isCloseTo(3.764706, within(5e-7));
        assertThat(found.logged()).isCloseTo(.6, within(1e-12));
        assertThat(found.largestWeight()).isEqualTo(2);
        assertThat(found.warnings()).isEmpty();
    }

    @Test
    void thePolicyThatServedHasItsMeanReward() {
        var evaluation = new OffPolicy();
        for (int k = 0; k < 5; k++) {
            evaluation.add(REWARDS[k], LOGGED[k], LOGGED[k]);
        }
        OffPolicyResult found = evaluation.result();
        assertThat(value(found, Estimator.IPS)).isEqualTo(.6);
        assertThat(value(found, Estimator.SNIPS)).isEqualTo(.6);
        assertThat(found.effectiveSize()).isCloseTo(5, within(1e-12));
        assertThat(found.value(Estimator.DIRECT)).as("without a model").isEmpty();
    }

    @Test
    void aMissingPropensityIsRefused() {
        var evaluation = new OffPolicy();
        assertThatThrownBy(() -> evaluation.add(1, Double.NaN, .5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "logged propensity must be above 0 and at most 1, but is NaN");
        assertThatThrownBy(() -> evaluation.add(1, 0, .5)).hasMessageContaining("but is 0.0");
        assertThatThrownBy(() -> evaluation.add(1, .5, 1.5)).hasMessageContaining("target");
        assertThatThrownBy(() -> evaluation.add(Double.NaN, .5, .5)).hasMessageContaining("reward");
        assertThatThrownBy(evaluation::result).hasMessage("there are no decisions");
        evaluation.add(1, .5, 0);
        assertThatThrownBy(evaluation::result).hasMessageContaining("none of the logged actions");
        assertThatThrownBy(() -> evaluation.add(1, .5, .5, .1, .1)).hasMessageContaining("none");
        assertThatThrownBy(() -> new OffPolicy(0, .05)).hasMessageContaining("clip");
    }

    @Test
    void policiesFarApartAreWarnedOf() {
        var evaluation = new OffPolicy();
        for (int k = 0; k < 1_000; k++) {
            evaluation.add(k % 2, k < 5 ? .001 : .9, k < 5 ? 1 : .0001);
        }
        OffPolicyResult found = evaluation.result();
        assertThat(found.effectiveSize()).isLessThan(6);
        assertThat(found.warnings().get(0)).contains("far apart", "1000 decisions", "5 of the");
    }

    @Test
    void wrongPropensitiesAreWarnedOf() {
        var evaluation = new OffPolicy();
        var random = new SplittableRandom(1);
        for (int k = 0; k < 2_000; k++) {
            int action = random.nextInt(4); // logged as .25, but it is 1/2 that is written
            evaluation.add(1, .5, action == 0 ? .7 : .1);
        }
        assertThat(evaluation.result().warnings()).anyMatch(w -> w.contains("mean weight"));
    }

    @Test
    void estimatesAreRightOnAverageAndAModelLowersTheVariance() {
        // 3 actions with rates .1 .3 .6; logged .6 .3 .1, judged .1 .2 .7: value .01 + .06 + .42
        double truth = .49;
        int runs = 200;
        double[][] sums = new double[Estimator.values().length][2];
        int covered = 0;
        var random = new SplittableRandom(17);
        for (int run = 0; run < runs; run++) {
            OffPolicyResult found = simulated(random);
            for (Estimator estimator : Estimator.values()) {
                double value = value(found, estimator);
                sums[estimator.ordinal()][0] += value / runs;
                sums[estimator.ordinal()][1] += value * value / runs;
            }
            PolicyValue ips = found.value(Estimator.IPS).orElseThrow();
            covered += ips.low() <= truth && truth <= ips.high() ? 1 : 0;
        }
        for (Estimator estimator :
                new Estimator[] {Estimator.IPS, Estimator.SNIPS, Estimator.DOUBLY_ROBUST}) {
            double mean = sums[estimator.ordinal()][0];
            double error = Math.sqrt(variance(sums, estimator) / runs);
            assertThat(mean).as("%s", estimator).isCloseTo(truth, within(2 * error));
        }
        assertThat(variance(sums, Estimator.DOUBLY_ROBUST))
                .isLessThan(variance(sums, Estimator.IPS));
        assertThat(covered / (double) runs).isBetween(.9, .99);
    }

    private static double variance(double[][] sums, Estimator estimator) {
        double mean = sums[estimator.ordinal()][0];
        return sums[estimator.ordinal()][1] - mean * mean;
    }

    /** A log of 1,000 decisions, with a model that is somewhat wrong. */
    private static OffPolicyResult simulated(SplittableRandom random) {
        double[] rates = {.1, .3, .6};
        double[] model = {.15, .25, .5};
        double[] logged = {.6, .3, .1};
        double[] target = {.1, .2, .7};
        double ofTarget = .1 * .15 + .2 * .25 + .7 * .5;
        var evaluation = new OffPolicy();
        for (int k = 0; k < 1_000; k++) {
            double at = random.nextDouble();
            int action = at < .6 ? 0 : at < .9 ? 1 : 2;
            double reward = random.nextDouble() < rates[action] ? 1 : 0;
            evaluation.add(reward, logged[action], target[action], model[action], ofTarget);
        }
        return evaluation.result();
    }
}
