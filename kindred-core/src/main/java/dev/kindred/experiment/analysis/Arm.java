package dev.kindred.experiment.analysis;

import dev.kindred.experiment.analysis.MetricSpec.Kind;

/**
 * What the tests need of a metric in an arm.
 *
 * @param n units
 * @param mean of the metric
 * @param variance of one unit, so that {@code variance / n} is that of the mean
 * @param moments that they come from
 */
record Arm(long n, double mean, double variance, Moments moments) {

    /**
     * The arm of a metric. A ratio of means M / D has, by the delta method, the variance {@code
     * vM/D^2 + vD M^2/D^4 - 2 cov(M,D) M/D^3} per unit.
     */
    static Arm of(Kind kind, Moments moments) {
        double y = moments.meanY();
        return switch (kind) {
            case MEAN -> new Arm(moments.n(), y, moments.varianceY(), moments);
            case CONVERSION -> new Arm(moments.n(), y, Math.max(0, y * (1 - y)), moments);
            case RATIO -> ratio(moments);
        };
    }

    private static Arm ratio(Moments moments) {
        double m = moments.meanY();
        double d = moments.meanX();
        if (d == 0) {
            return new Arm(moments.n(), Double.NaN, Double.NaN, moments);
        }
        double variance =
                moments.varianceY() / (d * d)
                        + moments.varianceX() * m * m / Math.pow(d, 4)
                        - 2 * moments.covariance() * m / Math.pow(d, 3);
        return new Arm(moments.n(), m / d, Math.max(0, variance), moments);
    }

    double errorOfMean() {
        return variance / n;
    }
}
