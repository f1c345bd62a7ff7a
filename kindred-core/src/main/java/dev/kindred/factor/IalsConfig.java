package dev.kindred.factor;

import dev.kindred.internal.Checks;

/**
 * Settings of {@link Ials}.
 *
 * @param factors numbers per user and item; at least 1, more is better and slower (default 128)
 * @param epochs passes over users and items; at least 1 (default 8)
 * @param regularization pulls factors towards 0; above 0, typically .001 to .02 (default .01)
 * @param regularizationExponent how far the pull grows with what is known of a row: 0 for the same
 *     pull on all, 1 in proportion (default 1)
 * @param unobservedWeight weight of each pair that was not observed, beside 1 for an observed one;
 *     typically .005 to 1; 0 takes {@value Ials#AUTO_WEIGHT} times the density of the data (default
 *     0)
 * @param alpha how far an interaction's weight grows with its value: 1 + alpha value; at least 0,
 *     and 0 gives every positive interaction weight 1 (default 0)
 * @param solver how each row's least squares problem is solved (default cg)
 * @param steps steps of the conjugate gradient per row and epoch; at least 1 (default 3)
 * @param blockSize factors that the block solver changes at once; at least 1 (default 32)
 * @param initialDeviation factors start as normal numbers with this deviation, divided by the root
 *     of {@code factors}; above 0 (default .1)
 */
public record IalsConfig(
        int factors,
        int epochs,
        double regularization,
        double regularizationExponent,
        double unobservedWeight,
        double alpha,
        IalsSolver solver,
        int steps,
        int blockSize,
        double initialDeviation) {

    public IalsConfig {
        Checks.positive("factors", factors);
        Checks.positive("epochs", epochs);
        Checks.positive("regularization", regularization);
        Checks.finite("regularizationExponent", regularizationExponent);
        Checks.notNegative("unobservedWeight", unobservedWeight);
        Checks.notNegative("alpha", alpha);
        Checks.positive("steps", steps);
        Checks.positive("blockSize", blockSize);
        Checks.positive("initialDeviation", initialDeviation);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Holds the defaults. */
    public static final class Builder {
        private int factors = 128;
        private int epochs = 8;
        private double regularization = 0.01;
        private double regularizationExponent = 1;
        private double unobservedWeight = 0;
        private double alpha = 0;
        private IalsSolver solver = IalsSolver.CG;
        private int steps = 3;
        private int blockSize = 32;
        private double initialDeviation = 0.1;

        public Builder factors(int value) {
            factors = value;
            return this;
        }

        public Builder epochs(int value) {
            epochs = value;
            return this;
        }

        public Builder regularization(double value) {
            regularization = value;
            return this;
        }

        public Builder regularizationExponent(double value) {
            regularizationExponent = value;
            return this;
        }

        public Builder unobservedWeight(double value) {
            unobservedWeight = value;
            return this;
        }

        public Builder alpha(double value) {
            alpha = value;
            return this;
        }

        public Builder solver(IalsSolver value) {
            solver = value;
            return this;
        }

        public Builder steps(int value) {
            steps = value;
            return this;
        }

        public Builder blockSize(int value) {
            blockSize = value;
            return this;
        }

        public Builder initialDeviation(double value) {
            initialDeviation = value;
            return this;
        }

        public IalsConfig build() {
            return new IalsConfig(
                    factors,
                    epochs,
                    regularization,
                    regularizationExponent,
                    unobservedWeight,
                    alpha,
                    solver,
                    steps,
                    blockSize,
                    initialDeviation);
        }
    }
}
