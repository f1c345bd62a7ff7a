package dev.kindred.experiment.analysis;

import dev.kindred.internal.Checks;
import dev.kindred.internal.LogGamma;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Two conversion rates under uniform priors: exact chances from Beta posteriors.
 *
 * <p>With {@code a = successes + 1}, {@code b = failures + 1} of each arm, {@code P(B > A) = sum
 * over i < aB of exp(ln B(aA + i, bA + bB) - ln(bB + i) - ln B(1 + i, bB) - ln B(aA, bA))}. Cost:
 * linear in the successes of the second arm; above 100,000 of them by the normal distribution.
 *
 * <p>Example: 49 of 100 and 51 of 100 give .610771.
 *
 * <p>Source: E. Miller, "Formulas for Bayesian A/B Testing", 2015.
 *
 * @param aboveControl the chance that the second rate is above the first
 * @param lossOfTreatment the rate that one expects to lose by choosing the second
 * @param lossOfControl the rate that one expects to lose by keeping the first
 */
public record Conversions(double aboveControl, double lossOfTreatment, double lossOfControl) {
    private static final long MOST_TERMS = 100_000;

    /** Terms below its exponential are too small to be multiplied on. */
    private static final double SMALLEST_LOG = -600;

    /**
     * Compares counts.
     *
     * @param successesA units of the control that converted, of {@code unitsA}
     */
    public static Conversions of(long successesA, long unitsA, long successesB, long unitsB) {
        check(successesA, unitsA);
        check(successesB, unitsB);
        double a1 = successesA + 1.0;
        double b1 = unitsA - successesA + 1.0;
        double a2 = successesB + 1.0;
        double b2 = unitsB - successesB + 1.0;
        double meanA = a1 / (a1 + b1);
        double meanB = a2 / (a2 + b2);
        double lossB = meanA * above(a2, b2, a1 + 1, b1) - meanB * above(a2 + 1, b2, a1, b1);
        double lossA = meanB * above(a1, b1, a2 + 1, b2) - meanA * above(a1 + 1, b1, a2, b2);
        return new Conversions(above(a1, b1, a2, b2), Math.max(0, lossB), Math.max(0, lossA));
    }

    private static void check(long successes, long units) {
        if (successes < 0 || successes > units) {
            throw new IllegalArgumentException(
                    "successes must be between 0 and the units, %d, but are %d"
                            .formatted(units, successes));
        }
        Checks.notNegative("units", (double) units);
    }

    /**
     * The chance that Beta(a2, b2) is above Beta(a1, b1), for whole a2. Each term comes from the
     * one before it.
     */
    private static double above(double a1, double b1, double a2, double b2) {
        if (a2 > MOST_TERMS) {
            double difference = mean(a2, b2) - mean(a1, b1);
            double deviation = Math.sqrt(variance(a1, b1) + variance(a2, b2));
            return NormalDistribution.of(0, 1).cumulativeProbability(difference / deviation);
        }
        double log =
                LogGamma.beta(a1, b1 + b2)
                        - Math.log(b2)
                        - LogGamma.beta(1, b2)
                        - LogGamma.beta(a1, b1);
        double term = Math.exp(log);
        double sum = 0;
        for (int i = 0; i < a2; i++) {
            sum += term;
            double growth = (a1 + i) * (b2 + i) / ((a1 + b1 + b2 + i) * (1 + i));
            if (log < SMALLEST_LOG) {
                log += Math.log(growth);
                term = Math.exp(log);
            } else {
                term *= growth;
            }
        }
        return Math.min(1, sum);
    }

    private static double mean(double a, double b) {
        return a / (a + b);
    }

    private static double variance(double a, double b) {
        return a * b / ((a + b) * (a + b) * (a + b + 1));
    }
}
