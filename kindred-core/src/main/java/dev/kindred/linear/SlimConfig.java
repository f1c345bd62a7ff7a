package dev.kindred.linear;

import dev.kindred.internal.Checks;

/**
 * Settings of {@link Slim}.
 *
 * @param regularization pulls weights towards 0, per user, as scikit-learn's {@code alpha}; at
 *     least 0, typically .01 to .3 with a thousand users; 0 takes {@value Slim#AUTO_PULL} divided
 *     by the number of users (default 0)
 * @param l1Ratio share of the regularisation that pushes weights to exactly 0, as scikit-learn's
 *     {@code l1_ratio}; between 0 and 1, typically 1e-5 to 1e-2 (default 1e-3)
 * @param neighbours items that may get weight for each target: those that alone would explain it
 *     best; 0 for all up to {@value Slim#LARGEST_SHARED} items, and {@value
 *     Slim#DEFAULT_NEIGHBOURS} beyond (default 0)
 * @param epochs passes over the weights of a target at most; at least 1 (default 100)
 */
public record SlimConfig(double regularization, double l1Ratio, int neighbours, int epochs) {
    public SlimConfig {
        Checks.notNegative("regularization", regularization);
        Checks.between("l1Ratio", l1Ratio, 0, 1);
        Checks.notNegative("neighbours", neighbours);
        Checks.positive("epochs", epochs);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Holds the defaults. */
    public static final class Builder {
        private double regularization = 0;
        private double l1Ratio = 1e-3;
        private int neighbours = 0;
        private int epochs = 100;

        public Builder regularization(double value) {
            regularization = value;
            return this;
        }

        public Builder l1Ratio(double value) {
            l1Ratio = value;
            return this;
        }

        public Builder neighbours(int value) {
            neighbours = value;
            return this;
        }

        public Builder epochs(int value) {
            epochs = value;
            return this;
        }

        public SlimConfig build() {
            return new SlimConfig(regularization, l1Ratio, neighbours, epochs);
        }
    }
}
