package dev.kindred.linear;

import dev.kindred.internal.Checks;

/**
 * Settings of {@link Rp3Beta}.
 *
 * @param alpha exponent of the walk's steps: below 1 evens out their probabilities; at least 0,
 *     typically .4 to 1.2 (default .8)
 * @param beta how much popular targets are held down; at least 0, typically .2 to .7; 0 is P3alpha
 *     (default .4)
 * @param neighbours targets kept per item; at least 1 (default 100)
 * @param normalize whether each item's weights are made to sum to 1 (default true)
 * @param secondCut whether, after that, each target keeps only its {@code neighbours} strongest
 *     items (default false)
 */
public record Rp3BetaConfig(
        double alpha, double beta, int neighbours, boolean normalize, boolean secondCut) {
    public Rp3BetaConfig {
        Checks.notNegative("alpha", alpha);
        Checks.notNegative("beta", beta);
        Checks.positive("neighbours", neighbours);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Holds the defaults. */
    public static final class Builder {
        private double alpha = 0.8;
        private double beta = 0.4;
        private int neighbours = 100;
        private boolean normalize = true;
        private boolean secondCut = false;

        public Builder alpha(double value) {
            alpha = value;
            return this;
        }

        public Builder beta(double value) {
            beta = value;
            return this;
        }

        public Builder neighbours(int value) {
            neighbours = value;
            return this;
        }

        public Builder normalize(boolean value) {
            normalize = value;
            return this;
        }

        public Builder secondCut(boolean value) {
            secondCut = value;
            return this;
        }

        public Rp3BetaConfig build() {
            return new Rp3BetaConfig(alpha, beta, neighbours, normalize, secondCut);
        }
    }
}
