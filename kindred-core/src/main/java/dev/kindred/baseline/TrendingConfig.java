package dev.kindred.baseline;

import dev.kindred.internal.Checks;

/**
 * Settings of {@link Trending}.
 *
 * @param halfLife days after which an interaction is half recent, half past; above 0 (default 7)
 * @param pastHalfLife days after which a past interaction counts half; above 0 (default 180)
 */
public record TrendingConfig(double halfLife, double pastHalfLife) {
    public TrendingConfig {
        Checks.positive("halfLife", halfLife);
        Checks.positive("pastHalfLife", pastHalfLife);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Holds the defaults. */
    public static final class Builder {
        private double halfLife = 7;
        private double pastHalfLife = 180;

        public Builder halfLife(double days) {
            halfLife = days;
            return this;
        }

        public Builder pastHalfLife(double days) {
            pastHalfLife = days;
            return this;
        }

        public TrendingConfig build() {
            return new TrendingConfig(halfLife, pastHalfLife);
        }
    }
}
