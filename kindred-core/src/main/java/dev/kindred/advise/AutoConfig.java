package dev.kindred.advise;

import dev.kindred.knn.Mode;

/**
 * Settings of {@link Auto}.
 *
 * @param mode ranking for lists, rating for predictions of ratings (default ranking)
 */
public record AutoConfig(Mode mode) {
    public static Builder builder() {
        return new Builder();
    }

    /** Holds the defaults. */
    public static final class Builder {
        private Mode mode = Mode.RANKING;

        public Builder mode(Mode value) {
            mode = value;
            return this;
        }

        public AutoConfig build() {
            return new AutoConfig(mode);
        }
    }
}
