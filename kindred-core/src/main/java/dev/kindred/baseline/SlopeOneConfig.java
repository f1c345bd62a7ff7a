package dev.kindred.baseline;

import dev.kindred.internal.Checks;

/**
 * Settings of {@link SlopeOne}.
 *
 * @param damping common users without difference that each pair of items starts with; at least 0
 *     (default 0)
 * @param minimumOverlap common users below which a pair of items is not kept; at least 1 (default
 *     1)
 */
public record SlopeOneConfig(double damping, int minimumOverlap) {
    public SlopeOneConfig {
        Checks.notNegative("damping", damping);
        Checks.positive("minimumOverlap", minimumOverlap);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Holds the defaults. */
    public static final class Builder {
        private double damping = 0;
        private int minimumOverlap = 1;

        public Builder damping(double value) {
            damping = value;
            return this;
        }

        public Builder minimumOverlap(int value) {
            minimumOverlap = value;
            return this;
        }

        public SlopeOneConfig build() {
            return new SlopeOneConfig(damping, minimumOverlap);
        }
    }
}
