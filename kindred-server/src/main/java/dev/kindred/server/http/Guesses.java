package dev.kindred.server.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Counts keys that nobody knows, by the address that they came from: after 20 different ones within
 * a minute no other key from there is looked up until the minute is over. Keys that were used
 * lately go on to be accepted. Thread-safe.
 */
final class Guesses {
    static final int MOST = 20;
    static final Duration SPAN = Duration.ofMinutes(1);
    private static final int ADDRESSES = 100_000;

    private final Consumer<String> told;
    private final Cache<String, AtomicInteger> wrong;

    /**
     * Counts from now on.
     *
     * @param told of an address that is not listened to any more, once
     */
    Guesses(Ticker ticker, Consumer<String> told) {
        this.told = told;
        this.wrong =
                Caffeine.newBuilder()
                        .maximumSize(ADDRESSES)
                        .expireAfterWrite(SPAN)
                        .ticker(ticker)
                        .build();
    }

    /**
     * Before a key is looked up.
     *
     * @throws Problem 429 if there were too many wrong ones
     */
    void check(String address) {
        AtomicInteger count = wrong.getIfPresent(address);
        if (count != null && count.get() >= MOST) {
            throw Problem.tooMany(
                    "too many unknown keys came from this address; none is looked up for a minute",
                    SPAN.toSeconds());
        }
    }

    /** A key was not known. */
    void add(String address) {
        int count = wrong.get(address, one -> new AtomicInteger()).incrementAndGet();
        if (count == MOST) {
            told.accept(address);
        }
    }
}
