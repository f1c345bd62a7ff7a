package dev.kindred.coldstart;

/**
 * Wilson's lower bound: the smallest share that is still plausible after some trials.
 *
 * <p>{@code (p + z^2/2n - z sqrt(p(1-p)/n + z^2/4n^2)) / (1 + z^2/n)} with {@code p = successes /
 * n} and z = 1.96 (95 %): 9 of 10 is .5959, 90 of 100 is .8256. Counts may be fractions (decayed).
 *
 * <p>Source: E. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference",
 * JASA 1927.
 */
public final class Wilson {
    private static final double Z = 1.959963984540054;

    private Wilson() {}

    /** The bound, from 0 to 1; 0 without trials. */
    public static double lower(double successes, double trials) {
        if (!(trials > 0)) {
            return 0;
        }
        double p = successes / trials;
        double z2 = Z * Z / trials;
        double root = Math.sqrt(p * (1 - p) / trials + z2 / trials / 4);
        return Math.max(0, (p + z2 / 2 - Z * root) / (1 + z2));
    }
}
