package dev.kindred.neural;

import java.util.SplittableRandom;

/** Normal numbers that are the same on every JDK. */
final class Gauss {
    private Gauss() {}

    static double next(SplittableRandom random) {
        double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
    }
}
