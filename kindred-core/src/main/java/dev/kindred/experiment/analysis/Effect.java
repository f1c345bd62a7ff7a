package dev.kindred.experiment.analysis;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/**
 * The difference between two arms and its standard error, before any test.
 *
 * <pre>
 * absolute: d = mB - mA            se^2 = vA/nA + vB/nB
 * relative: d = (mB - mA) / |mA|   se^2 = vB/(nB mA^2) + vA mB^2/(nA mA^4)
 * dof = (vA/nA + vB/nB)^2 / (vA^2/(nA^2 (nA-1)) + vB^2/(nB^2 (nB-1)))      (Welch)
 * </pre>
 *
 * <p>With a covariate (CUPED) the means and variances are those of {@code y - theta x}, {@code
 * theta = cov(y, x) / var(x)} over the units of both arms, and relative effects divide by the mean
 * of the control as it was measured.
 *
 * @param d the effect
 * @param se its standard error; above 0
 * @param dof degrees of freedom
 * @param n units in both arms
 */
record Effect(double d, double se, double dof, double n) {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /** The difference of means, or null where it cannot be computed. */
    static @Nullable Effect absolute(Arm a, Arm b) {
        return checked(b.mean() - a.mean(), Math.sqrt(a.errorOfMean() + b.errorOfMean()), a, b);
    }

    /** The difference by the control's mean, or null where it cannot be computed. */
    static @Nullable Effect relative(Arm a, Arm b) {
        double base = a.mean();
        double ratio = b.mean() / base;
        double square = (b.errorOfMean() + a.errorOfMean() * ratio * ratio) / (base * base);
        return checked((b.mean() - base) / Math.abs(base), Math.sqrt(square), a, b);
    }

    /** The share of the slope of y by x, over both arms. */
    static double theta(Arm a, Arm b) {
        var both = new Moments();
        both.merge(a.moments());
        both.merge(b.moments());
        return both.varianceX() == 0 ? 0 : both.covariance() / both.varianceX();
    }

    /** An arm with the covariate's share taken out of mean and variance. */
    static Arm adjusted(Arm arm, double theta) {
        Moments m = arm.moments();
        double variance =
                arm.variance() + theta * theta * m.varianceX() - 2 * theta * m.covariance();
        return new Arm(
                arm.n(), arm.mean() - theta * m.meanX(), Math.max(0, variance), arm.moments());
    }

    /** The relative effect of adjusted means. */
    static @Nullable Effect relativeAdjusted(Arm a, Arm b, double theta) {
        Arm lessA = adjusted(a, theta);
        Arm lessB = adjusted(b, theta);
        Moments m = a.moments();
        double base = a.mean();
        double ratio = b.mean() / base;
        double ofControl =
                a.variance() * ratio * ratio
                        - 2 * theta * m.covariance() * ratio
                        + theta * theta * m.varianceX();
        double square = (lessB.errorOfMean() + ofControl / a.n()) / (base * base);
        return checked((lessB.mean() - lessA.mean()) / Math.abs(base), Math.sqrt(square), a, b);
    }

    private static @Nullable Effect checked(double d, double se, Arm a, Arm b) {
        boolean computable =
                a.n() > 1 && b.n() > 1 && Double.isFinite(d) && Double.isFinite(se) && se > 0;
        return computable ? new Effect(d, se, dof(a, b), (double) a.n() + b.n()) : null;
    }

    private static double dof(Arm a, Arm b) {
        double sum = a.errorOfMean() + b.errorOfMean();
        double parts =
                a.errorOfMean() * a.errorOfMean() / (a.n() - 1)
                        + b.errorOfMean() * b.errorOfMean() / (b.n() - 1);
        return sum * sum / parts;
    }

    /** Welch's test and interval, for one look at a time fixed before. */
    Estimate fixed(double alpha) {
        TDistribution t = TDistribution.of(dof);
        double half = t.inverseCumulativeProbability(1 - alpha / 2) * se;
        double p = Math.min(1, 2 * t.survivalProbability(Math.abs(d) / se));
        return new Estimate(d, se, d - half, d + half, p);
    }

    /** The test and interval for any number of looks. */
    Estimate sequential(double alpha, double tuning) {
        return AlwaysValid.estimate(d, se, n, alpha, tuning);
    }

    /** The Gaussian posterior under a flat prior: chance to be above 0, and the interval. */
    Chance bayesian(double alpha) {
        double half = NORMAL.inverseCumulativeProbability(1 - alpha / 2) * se;
        return new Chance(NORMAL.cumulativeProbability(d / se), d - half, d + half);
    }
}
