package dev.kindred.store.cache;

import dev.kindred.internal.Checks;
import java.time.Duration;

/**
 * How much a cache keeps, and how long.
 *
 * @param ttl how long an answer is kept; each gets up to a tenth less, by chance, so that answers
 *     made together do not end together (default 1 hour)
 * @param negativeTtl how long "there is none" is kept (default 1 minute)
 * @param budget the most bytes, keys included (default 256 MiB)
 * @param largest the largest answer kept, in bytes (default 1 MiB)
 */
public record CacheSettings(Duration ttl, Duration negativeTtl, long budget, int largest) {
    public CacheSettings {
        checkPositive("ttl", ttl);
        checkPositive("negativeTtl", negativeTtl);
        Checks.positive("budget", (double) budget);
        Checks.positive("largest", largest);
    }

    private static void checkPositive(String name, Duration duration) {
        if (duration.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "%s must be at least 1 ms, but is %s".formatted(name, duration));
        }
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Collects settings; each has a default. */
    public static final class Builder {
        private Duration ttl = Duration.ofHours(1);
        private Duration negativeTtl = Duration.ofMinutes(1);
        private long budget = 256L << 20;
        private int largest = 1 << 20;

        public Builder ttl(Duration value) {
            ttl = value;
            return this;
        }

        public Builder negativeTtl(Duration value) {
            negativeTtl = value;
            return this;
        }

        public Builder budget(long value) {
            budget = value;
            return this;
        }

        public Builder largest(int value) {
            largest = value;
            return this;
        }

        public CacheSettings build() {
            return new CacheSettings(ttl, negativeTtl, budget, largest);
        }
    }
}
