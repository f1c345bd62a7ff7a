package dev.kindred.server.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;

/** A bucket of tokens per caller: so many requests a second, some more at once. */
final class RateLimiter {
    private static final double NANOS = 1e9;

    private static final class Bucket {
        private double tokens;
        private long filled;

        Bucket(double tokens, long filled) {
            this.tokens = tokens;
            this.filled = filled;
        }
    }

    private final int perSecond;
    private final int burst;
    private final LongSupplier nanos;
    private final Cache<String, Bucket> buckets =
            Caffeine.newBuilder()
                    .maximumSize(100_000)
                    .expireAfterAccess(Duration.ofMinutes(10))
                    .build();

    /**
     * A limiter.
     *
     * @param perSecond 0: no limit
     * @param nanos a clock that only goes forward
     */
    RateLimiter(int perSecond, int burst, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.burst = Math.max(1, burst);
        this.nanos = nanos;
    }

    /**
     * Takes a token.
     *
     * @throws Problem 429 if there is none
     */
    void take(String caller) {
        if (perSecond == 0) {
            return;
        }
        long now = nanos.getAsLong();
        Bucket bucket = buckets.get(caller, name -> new Bucket(burst, now));
        synchronized (bucket) {
            bucket.tokens =
                    Math.min(burst, bucket.tokens + (now - bucket.filled) / NANOS * perSecond);
            bucket.filled = now;
            if (bucket.tokens < 1) {
                long wait = Math.max(1, (long) Math.ceil((1 - bucket.tokens) / perSecond));
                throw Problem.tooMany("more than %d requests a second".formatted(perSecond), wait);
            }
            bucket.tokens--;
        }
    }
}
