package dev.kindred.experiment.online;

import dev.kindred.internal.Beta;
import dev.kindred.internal.Checks;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Thompson sampling over variants: each gets as much traffic as the chance that it is the best.
 *
 * <p>{@code w_i} is the share of draws from the posteriors in which arm i is the largest; {@code
 * p_i = floor + (1 - k floor) w_i} keeps every arm alive. Update the weights every 6 to 24 hours,
 * start with equal ones until each arm has 100 units, give each period a salt of its own, and log
 * the propensity {@code p_i} with every exposure.
 *
 * <p>Example: .7, .25, .05 with a floor of .01 give .689, .2525, .0585.
 *
 * <p>Source: W. R. Thompson, "On the likelihood that one unknown probability exceeds another",
 * 1933.
 */
public final class Thompson {
    /** Draws from the posteriors. */
    public static final int DRAWS = 10_000;

    /** Least share of an arm. */
    public static final double FLOOR = .01;

    /** Units per arm before weights may differ. */
    public static final int WARM_UP = 100;

    private Thompson() {}

    /**
     * Weights for conversions, with uniform Beta priors.
     *
     * @param successes units that converted, per arm
     * @param units per arm
     * @param floor least share of an arm; 0 to 1 / arms
     */
    public static double[] ofConversions(long[] successes, long[] units, double floor, long seed) {
        Checks.sameLength("units", successes.length, units.length);
        for (int arm = 0; arm < units.length; arm++) {
            if (successes[arm] < 0 || successes[arm] > units[arm]) {
                throw new IllegalArgumentException(
                        "successes of arm %d must be between 0 and its units, %d, but are %d"
                                .formatted(arm, units[arm], successes[arm]));
            }
        }
        if (Arrays.stream(units).anyMatch(n -> n < WARM_UP)) {
            return equal(units.length, floor);
        }
        return weights(
                units.length,
                floor,
                seed,
                (arm, random) ->
                        Beta.sample(
                                successes[arm] + 1.0, units[arm] - successes[arm] + 1.0, random));
    }

    /**
     * Weights for means, with normal posteriors under flat priors.
     *
     * @param means per arm; more is better
     * @param deviations standard deviation of a unit, per arm
     * @param units per arm
     * @param floor least share of an arm; 0 to 1 / arms
     */
    public static double[] ofMeans(
            double[] means, double[] deviations, long[] units, double floor, long seed) {
        Checks.sameLength("deviations", means.length, deviations.length);
        Checks.sameLength("units", means.length, units.length);
        for (int arm = 0; arm < means.length; arm++) {
            Checks.finite("mean", means[arm]);
            Checks.notNegative("deviation", deviations[arm]);
        }
        if (Arrays.stream(units).anyMatch(n -> n < WARM_UP)) {
            return equal(units.length, floor);
        }
        return weights(
                units.length,
                floor,
                seed,
                (arm, random) ->
                        means[arm]
                                + deviations[arm] / Math.sqrt(units[arm]) * random.nextGaussian());
    }

    private interface Posterior {
        double draw(int arm, SplittableRandom random);
    }

    private static double[] equal(int arms, double floor) {
        double[] weights = new double[arms];
        Arrays.fill(weights, 1.0 / arms);
        return withFloor(weights, floor);
    }

    private static double[] weights(int arms, double floor, long seed, Posterior posterior) {
        var random = new SplittableRandom(seed);
        double[] weights = new double[arms];
        for (int draw = 0; draw < DRAWS; draw++) {
            int best = 0;
            double largest = Double.NEGATIVE_INFINITY;
            for (int arm = 0; arm < arms; arm++) {
                double value = posterior.draw(arm, random);
                if (value > largest) {
                    largest = value;
                    best = arm;
                }
            }
            weights[best] += 1.0 / DRAWS;
        }
        return withFloor(weights, floor);
    }

    /** {@code floor + (1 - k floor) w_i}, which sums to 1 where the weights do. */
    public static double[] withFloor(double[] weights, double floor) {
        if (weights.length == 0) {
            throw new IllegalArgumentException("a bandit needs at least one arm");
        }
        Checks.between("floor", floor, 0, 1.0 / weights.length);
        return Arrays.stream(weights).map(w -> floor + (1 - weights.length * floor) * w).toArray();
    }
}
