package dev.kindred.store.cache;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers that were computed before. Thread-safe. A cache never makes a request fail: what it
 * cannot give is computed.
 */
public interface ResultCache extends AutoCloseable {
    /**
     * The answer to a key, from the cache or computed; computed once however many threads of this
     * process ask at the same time. What the computation throws is thrown to all of them, and
     * nothing is kept.
     *
     * @param compute the answer; null = there is none, which is kept as well, for a shorter time
     */
    byte @Nullable [] get(CacheKey key, Supplier<byte @Nullable []> compute);

    /** Keeps an answer computed elsewhere. */
    void put(CacheKey key, byte[] answer);

    /** Removes the answers to a user; returns how many, as far as the cache could be reached. */
    long forget(String project, String user);

    CacheStats stats();

    /** Whether the cache is being reached; while it is not, every answer is computed. */
    boolean isUp();

    @Override
    void close();
}
