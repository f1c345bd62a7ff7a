package dev.kindred.factor;

import java.util.SplittableRandom;

/**
 * Normally distributed numbers by Marsaglia's polar method. Uses strict mathematics only, so a seed
 * gives the same numbers on every JDK.
 */
final class Gaussian {
    private final SplittableRandom random;
    private double spare = Double.NaN;

    Gaussian(SplittableRandom random) {
        this.random = random;
    }

    /** The next number of the standard normal distribution. */
    double next() {
        if (!Double.isNaN(spare)) {
            double value = spare;
            spare = Double.NaN;
            return value;
        }
        double x;
        double y;
        double square;
        do {
            x = 2 * random.nextDouble() - 1;
            y = 2 * random.nextDouble() - 1;
            square = x * x + y * y;
        } while (square >= 1 || square == 0);
        double factor = Math.sqrt(-2 * StrictMath.log(square) / square);
        spare = y * factor;
        return x * factor;
    }
}
