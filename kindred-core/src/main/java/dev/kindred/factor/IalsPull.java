package dev.kindred.factor;

/**
 * How an interaction weighs, and how strongly a row is pulled towards 0.
 *
 * @param regularization see {@link IalsConfig}
 * @param exponent see {@link IalsConfig#regularizationExponent}
 * @param unobserved weight of each pair
 * @param alpha see {@link IalsConfig}
 */
record IalsPull(double regularization, double exponent, double unobserved, double alpha) {
    static IalsPull of(IalsConfig config, double unobserved) {
        return new IalsPull(
                config.regularization(),
                config.regularizationExponent(),
                unobserved,
                config.alpha());
    }

    /** The weight of an interaction. */
    double weight(double value) {
        return 1 + alpha * value;
    }

    /** The pull on a row whose interactions weigh this much in all, of so many possible ones. */
    double on(double weights, int others) {
        double frequency = weights + unobserved * others;
        return regularization * (exponent == 1 ? frequency : StrictMath.pow(frequency, exponent));
    }
}
