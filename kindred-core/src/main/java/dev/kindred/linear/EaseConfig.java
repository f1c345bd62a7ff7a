package dev.kindred.linear;

import dev.kindred.internal.Checks;

/**
 * Settings of {@link Ease}.
 *
 * @param regularization pulls weights towards 0, in users; at least 0, typically 10 to 1000: more
 *     where users are many and active (default 300)
 * @param dropout share of a history that the model must do without (EDLAE); at least 0 and below 1,
 *     typically 0 to .5 (default 0)
 * @param regularizationExponent how far the pull grows with an item's users: 0 for the same pull on
 *     all, 1 in proportion; finite (default 0)
 * @param neighbours items that each target is regressed on, in a sparse approximation: those that
 *     alone would explain it best; 0 for all up to {@value Ease#LARGEST_EXACT} items, and {@value
 *     Ease#DEFAULT_NEIGHBOURS} beyond (default 0)
 */
public record EaseConfig(
        double regularization, double dropout, double regularizationExponent, int neighbours) {
    public EaseConfig {
        Checks.notNegative("regularization", regularization);
        Checks.between("dropout", dropout, 0, 1);
        if (dropout == 1) {
            throw new IllegalArgumentException("dropout must be below 1, but is 1.0");
        }
        Checks.finite("regularizationExponent", regularizationExponent);
        Checks.notNegative("neighbours", neighbours);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Holds the defaults. */
    public static final class Builder {
        private double regularization = 300;
        private double dropout = 0;
        private double regularizationExponent = 0;
        private int neighbours = 0;

        public Builder regularization(double value) {
            regularization = value;
            return this;
        }

        public Builder dropout(double value) {
            dropout = value;
            return this;
        }

        public Builder regularizationExponent(double value) {
            regularizationExponent = value;
            return this;
        }

        public Builder neighbours(int value) {
            neighbours = value;
            return this;
        }

        public EaseConfig build() {
            return new EaseConfig(regularization, dropout, regularizationExponent, neighbours);
        }
    }
}
