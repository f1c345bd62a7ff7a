package dev.kindred.factor;

import dev.kindred.data.SparseRows;

/**
 * How an interaction weighs, and how strongly a row is pulled towards 0.
 *
 * @param regularization see {@link IalsConfig}
 * @param exponent see {@link IalsConfig#regularizationExponent}
 * @param unobserved weight of each pair
 * @param alpha see {@link IalsConfig}
 */
record IalsPull(double regularization, double exponent, double unobserved, double alpha) {
    /**
     * The weight of each pair: the one given, or for 0 {@value Ials#AUTO_WEIGHT} times the density
     * of the data, at most 1.
     */
    static double unobserved(double given, SparseRows likes) {
        double cells = (double) likes.rows() * likes.columns();
        return given > 0 || cells == 0
                ? given
                : Math.min(1, Ials.AUTO_WEIGHT * likes.entries() / cells);
    }

    /** The weight of an interaction. */
    double weight(double value) {
        return 1 + alpha * value;
    }

    /** What pairs that were not observed pull on each factor: their weight times a spectrum. */
    float[] onAll(double[] spectrum) {
        float[] pulls = new float[spectrum.length];
        for (int j = 0; j < pulls.length; j++) {
            pulls[j] = (float) (unobserved * Math.max(0, spectrum[j]));
        }
        return pulls;
    }

    /** The pull on a row whose interactions weigh this much in all, of so many possible ones. */
    double on(double weights, int others) {
        double frequency = weights + unobserved * others;
        return regularization * (exponent == 1 ? frequency : StrictMath.pow(frequency, exponent));
    }
}
