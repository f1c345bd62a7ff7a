package dev.kindred.internal;

/** Logarithms of the gamma and beta functions. */
public final class LogGamma {
    private static final double HALF_LOG_TWO_PI = .5 * StrictMath.log(2 * Math.PI);

    private LogGamma() {}

    /**
     * The logarithm of the gamma function, for x above 0: Stirling's series from 10 on, which is
     * exact to 15 digits there; below, by {@code gamma(x + 1) = x gamma(x)}.
     */
    public static double of(double x) {
        double product = 1;
        double z = x;
        while (z < 10) {
            product *= z;
            z++;
        }
        double inverse = 1 / (z * z);
        double series =
                (1 / 12.0
                                - inverse
                                        * (1 / 360.0
                                                - inverse
                                                        * (1 / 1260.0
                                                                - inverse
                                                                        * (1 / 1680.0
                                                                                - inverse
                                                                                        * (1
                                                                                                        / 1188.0
                                                                                                - inverse
                                                                                                        * 691
                                                                                                        / 360360.0)))))
                        / z;
        return (z - .5) * StrictMath.log(z)
                - z
                + HALF_LOG_TWO_PI
                + series
                - StrictMath.log(product);
    }

    /** The logarithm of the beta function. */
    public static double beta(double a, double b) {
        return of(a) + of(b) - of(a + b);
    }
}
