package dev.kindred.baseline;

import dev.kindred.internal.Checks;

/**
 * Settings of {@link Popular}.
 *
 * @param halfLife days after which an interaction counts half; 0 for no decay (default 0)
 */
public record PopularConfig(double halfLife) {
    public PopularConfig {
        Checks.notNegative("halfLife", halfLife);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Holds the defaults. */
    public static final class Builder {
        private double halfLife = 0;

        public Builder halfLife(double days) {
            halfLife = days;
            return this;
        }

        public PopularConfig build() {
            return new PopularConfig(halfLife);
        }
    }
}
