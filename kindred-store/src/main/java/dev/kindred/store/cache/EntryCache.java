package dev.kindred.store.cache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What caches have in common: one computation per key at a time, checked entries, times, counts.
 */
abstract class EntryCache implements ResultCache {
    private static final double JITTER = 0.1;

    final CacheSettings settings;
    final LongAdder refused = new LongAdder();
    final LongAdder failures = new LongAdder();
    final LongAdder evicted = new LongAdder();
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder shared = new LongAdder();
    private final LongAdder poisoned = new LongAdder();
    private final ConcurrentMap<String, CompletableFuture<byte @Nullable []>> flights =
            new ConcurrentHashMap<>();
    private final AtomicLong landed = new AtomicLong();

    EntryCache(CacheSettings settings) {
        this.settings = settings;
    }

    /** The entry under a key, or null. */
    abstract byte @Nullable [] load(String key);

    /** Keeps an entry for so many milliseconds, if the budget allows. */
    abstract void store(String key, byte[] entry, long millis);

    /** Removes an entry. */
    abstract void remove(String key);

    /** Bytes kept now. */
    abstract long bytes();

    @Override
    public byte @Nullable [] get(CacheKey key, Supplier<byte @Nullable []> compute) {
        String text = key.text();
        long before = landed.get();
        byte[] entry = genuine(text);
        if (entry != null) {
            hits.increment();
            return Envelope.open(entry);
        }
        var mine = new CompletableFuture<byte @Nullable []>();
        var other = flights.putIfAbsent(text, mine);
        if (other != null) {
            shared.increment();
            return joined(other);
        }
        // A flight that landed since we looked may have left the answer.
        return fly(text, mine, landed.get() == before ? compute : () -> again(text, compute));
    }

    private byte @Nullable [] again(String key, Supplier<byte @Nullable []> compute) {
        byte[] entry = genuine(key);
        return entry == null ? compute.get() : Envelope.open(entry);
    }

    private byte @Nullable [] genuine(String key) {
        byte[] entry = load(key);
        if (entry == null || Envelope.isGenuine(key, entry)) {
            return entry;
        }
        poisoned.increment();
        remove(key);
        return null;
    }

    private byte @Nullable [] fly(
            String key,
            CompletableFuture<byte @Nullable []> mine,
            Supplier<byte @Nullable []> compute) {
        try {
            misses.increment();
            byte[] answer = compute.get();
            keep(key, answer);
            mine.complete(answer);
            return answer;
        } catch (Throwable e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            landed.incrementAndGet(); // before the key is free for the next flight
            flights.remove(key, mine);
        }
    }

    private static byte @Nullable [] joined(CompletableFuture<byte @Nullable []> other) {
        try {
            return other.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    @Override
    public void put(CacheKey key, byte[] answer) {
        keep(key.text(), answer);
    }

    private void keep(String key, byte @Nullable [] answer) {
        byte[] entry = Envelope.wrap(key, answer);
        if (entry.length > settings.largest()) {
            refused.increment();
            return;
        }
        store(key, entry, millis(answer == null));
    }

    private long millis(boolean negative) {
        long full = (negative ? settings.negativeTtl() : settings.ttl()).toMillis();
        double less = ThreadLocalRandom.current().nextDouble() * JITTER;
        return Math.max(1, full - (long) (full * less));
    }

    @Override
    public CacheStats stats() {
        return new CacheStats(
                hits.sum(),
                misses.sum(),
                shared.sum(),
                poisoned.sum(),
                refused.sum(),
                failures.sum(),
                evicted.sum(),
                bytes(),
                settings.budget());
    }
}
