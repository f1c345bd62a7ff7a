package dev.kindred.experiment.analysis;

import dev.kindred.internal.Checks;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How many units an experiment needs.
 *
 * <p>Fixed horizon: {@code n = (z_{1-alpha/2} + z_power)^2 (vA + vB) / d^2} per arm. Example: a
 * rate of 5 % and a lift of 10 % at alpha .05 and power .8 need 31,231 per arm. Sequential: the
 * smallest n at which the always-valid interval, tuned to it, excludes 0 with at least that power
 * at this one look; looks before it add to the power.
 *
 * @param effect the absolute difference to be found; not 0
 * @param varianceA variance of a unit in the control; at least 0
 * @param varianceB variance of a unit in the other arm; at least 0, and one of them above
 * @param alpha chance of a false alarm; above 0, below 1
 * @param power chance to find the effect; above alpha, below 1
 */
public record SampleSize(
        double effect, double varianceA, double varianceB, double alpha, double power) {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final double LARGEST = 1e15;

    public SampleSize {
        if (effect == 0 || !Double.isFinite(effect)) {
            throw new IllegalArgumentException(
                    "the effect to be found must be a finite number other than 0, but is "
                            + effect);
        }
        Checks.notNegative("variance", varianceA);
        Checks.notNegative("variance", varianceB);
        Checks.positive("sum of the variances", varianceA + varianceB);
        requireShare("alpha", alpha);
        requireShare("power", power);
        if (power <= alpha) {
            throw new IllegalArgumentException(
                    "power must be above alpha, %s, but is %s".formatted(alpha, power));
        }
    }

    private static void requireShare(String name, double value) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException(
                    "%s must be above 0 and below 1, but is %s".formatted(name, value));
        }
    }

    /**
     * For a conversion rate.
     *
     * @param rate of the control; above 0, below 1
     * @param lift relative change to be found, such as .1; the new rate must be above 0 and below 1
     */
    public static SampleSize ofRate(double rate, double lift, double alpha, double power) {
        double other = rate * (1 + lift);
        requireShare("rate", rate);
        requireShare("rate after the lift", other);
        return new SampleSize(other - rate, rate * (1 - rate), other * (1 - other), alpha, power);
    }

    /**
     * For a mean.
     *
     * @param mean of the control; not 0
     * @param deviation standard deviation of a unit
     * @param lift relative change to be found
     */
    public static SampleSize ofMean(
            double mean, double deviation, double lift, double alpha, double power) {
        Checks.positive("standard deviation", deviation);
        double variance = deviation * deviation;
        return new SampleSize(mean * lift, variance, variance, alpha, power);
    }

    /** The same with CUPED by a covariate of this correlation, -1 to 1. */
    public SampleSize withCovariate(double correlation) {
        Checks.between("correlation", correlation, -.999999, .999999);
        double kept = 1 - correlation * correlation;
        return new SampleSize(effect, varianceA * kept, varianceB * kept, alpha, power);
    }

    /** The same for several arms beside the control (Bonferroni). */
    public SampleSize withComparisons(int comparisons) {
        Checks.positive("comparisons", comparisons);
        return new SampleSize(effect, varianceA, varianceB, alpha / comparisons, power);
    }

    /** Units per arm for one look at the end. */
    public long perArm() {
        double z =
                NORMAL.inverseCumulativeProbability(1 - alpha / 2)
                        + NORMAL.inverseCumulativeProbability(power);
        return (long) Math.ceil(z * z * (varianceA + varianceB) / (effect * effect) - 1e-9);
    }

    /** Units per arm with any number of looks, at most: a larger effect ends it earlier. */
    public long perArmSequential() {
        double high = perArm();
        while (!finds(high)) {
            high *= 2;
            if (high > LARGEST) {
                throw new IllegalArgumentException(
                        "an effect of %s cannot be found with any number of units"
                                .formatted(effect));
            }
        }
        double low = high / 2;
        while (high - low > .5) {
            double middle = (low + high) / 2;
            if (finds(middle)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return (long) Math.ceil(high);
    }

    private boolean finds(double perArm) {
        double se = Math.sqrt((varianceA + varianceB) / perArm);
        double half = AlwaysValid.halfWidth(se, 2 * perArm, alpha, 2 * perArm);
        return Math.abs(effect) - half >= NORMAL.inverseCumulativeProbability(power) * se;
    }
}
