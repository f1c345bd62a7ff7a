package dev.kindred.internal;

import java.util.random.RandomGenerator;

/** Random shares of a Beta distribution, as the ratio of two Gamma variables. */
public final class Beta {
    private Beta() {}

    /** A random share with parameters a and b, both above 0. */
    public static double sample(double a, double b, RandomGenerator random) {
        double x = gamma(a, random);
        double y = gamma(b, random);
        return x + y > 0 ? x / (x + y) : 0.5;
    }

    /**
     * Gamma with scale 1. G. Marsaglia, W. Tsang, "A Simple Method for Generating Gamma Variables",
     * 2000; shapes below 1 by a power of a uniform number.
     */
    private static double gamma(double shape, RandomGenerator random) {
        if (shape < 1) {
            return gamma(shape + 1, random) * StrictMath.pow(1 - random.nextDouble(), 1 / shape);
        }
        double d = shape - 1 / 3.0;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = StrictMath.pow(1 + c * x, 3);
            if (v > 0
                    && StrictMath.log(1 - random.nextDouble())
                            < x * x / 2 + d - d * v + d * StrictMath.log(v)) {
                return d * v;
            }
        }
    }
}
