package dev.kindred.experiment.analysis;

import dev.kindred.internal.Checks;

/**
 * Intervals and p values that hold at every look, however often one looks: an asymptotic confidence
 * sequence from a normal mixture.
 *
 * <pre>
 * rho  = sqrt((-2 ln alpha + ln(-2 ln alpha + 1)) / tuning)
 * half = se sqrt(N) sqrt(2 (N rho^2 + 1) / (N^2 rho^2) ln(sqrt(N rho^2 + 1) / alpha))
 * p    = min(1, sqrt(N rho^2 + 1) / exp(rho^2 d^2 N / (2 se^2 (N rho^2 + 1))))
 * </pre>
 *
 * <p>N is the number of units in both arms; the intervals are narrowest, for their kind, where N is
 * the tuning, which must stay the same for the life of the experiment.
 *
 * <p>Source: I. Waudby-Smith et al., "Time-uniform central limit theory and asymptotic confidence
 * sequences", arXiv 2103.06476; the one-sided bound is that of its appendix.
 */
public final class AlwaysValid {
    private AlwaysValid() {}

    /** The parameter of the mixture for a planned total of units. */
    public static double rho(double alpha, double tuning) {
        double twice = -2 * Math.log(alpha);
        return Math.sqrt((twice + Math.log(twice + 1)) / tuning);
    }

    /** An estimate with its interval and p value. */
    static Estimate estimate(double d, double se, double n, double alpha, double tuning) {
        double half = halfWidth(se, n, alpha, tuning);
        return new Estimate(d, se, d - half, d + half, p(d, se, n, alpha, tuning));
    }

    /**
     * Half the width of the interval.
     *
     * @param se standard error of the effect
     * @param n units in both arms
     */
    public static double halfWidth(double se, double n, double alpha, double tuning) {
        double rho = rho(alpha, tuning);
        double grown = n * rho * rho + 1;
        return width(se, n, rho, Math.log(Math.sqrt(grown) / alpha));
    }

    /** How far the bound of a one-sided interval is from the effect. */
    public static double oneSidedWidth(double se, double n, double alpha, double tuning) {
        double rho = rho(2 * alpha, tuning);
        double grown = n * rho * rho + 1;
        return width(se, n, rho, Math.log1p(Math.sqrt(grown) / (2 * alpha)));
    }

    private static double width(double se, double n, double rho, double log) {
        double square = n * rho * rho;
        return se * Math.sqrt(n) * Math.sqrt(2 * (square + 1) / (n * square) * log);
    }

    /** The two-sided p value. */
    public static double p(double d, double se, double n, double alpha, double tuning) {
        double rho = rho(Checks.between("alpha", alpha, 0, 1), tuning);
        double grown = n * rho * rho + 1;
        return Math.min(1, Math.exp(.5 * Math.log(grown) - exponent(d, se, n, rho)));
    }

    /** The p value of the effect not being above 0. */
    public static double oneSidedP(double d, double se, double n, double alpha, double tuning) {
        if (d <= 0) {
            return 1;
        }
        double rho = rho(2 * alpha, tuning);
        double grown = n * rho * rho + 1;
        return Math.min(1, Math.sqrt(grown) / (2 * Math.expm1(exponent(d, se, n, rho))));
    }

    private static double exponent(double d, double se, double n, double rho) {
        double square = n * rho * rho;
        return d * d * square / (2 * se * se * (square + 1));
    }
}
