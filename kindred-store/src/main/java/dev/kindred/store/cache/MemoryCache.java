package dev.kindred.store.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A cache in this process: Caffeine, which keeps what is asked for often within the budget. */
public final class MemoryCache extends EntryCache {
    private static final int OVERHEAD = 120; // of an entry and its key, beyond their bytes

    private final Cache<String, Timed> entries;

    public MemoryCache(CacheSettings settings) {
        this(settings, Ticker.systemTicker());
    }

    MemoryCache(CacheSettings settings, Ticker ticker) {
        super(settings);
        entries =
                Caffeine.newBuilder()
                        .maximumWeight(settings.budget())
                        .weigher((String key, Timed one) -> weight(key, one.entry()))
                        .expireAfter(Expiry.writing((String key, Timed one) -> one.kept()))
                        .ticker(ticker)
                        .evictionListener((key, one, cause) -> gone(cause))
                        .build();
    }

    private void gone(RemovalCause cause) {
        if (cause == RemovalCause.SIZE) {
            evicted.increment();
        }
    }

    /** An entry with the time for which it is kept. */
    private record Timed(byte[] entry, long millis) {
        Duration kept() {
            return Duration.ofMillis(millis);
        }
    }

    private static int weight(String key, byte[] entry) {
        return key.length() + entry.length + OVERHEAD;
    }

    @Override
    byte @Nullable [] load(String key) {
        Timed one = entries.getIfPresent(key);
        return one == null ? null : one.entry();
    }

    @Override
    void store(String key, byte[] entry, long millis) {
        if (weight(key, entry) > settings.budget()) {
            refused.increment();
            return;
        }
        entries.put(key, new Timed(entry, millis));
    }

    @Override
    void remove(String key) {
        entries.invalidate(key);
    }

    @Override
    long bytes() {
        entries.cleanUp();
        return entries.policy().eviction().orElseThrow().weightedSize().orElse(0);
    }

    @Override
    public long forget(String project, String user) {
        String prefix = CacheKey.ofUser(project, user);
        long removed = 0;
        for (String key : entries.asMap().keySet()) {
            if (key.startsWith(prefix) && entries.asMap().remove(key) != null) {
                removed++;
            }
        }
        return removed;
    }

    @Override
    public boolean isUp() {
        return true;
    }

    @Override
    public void close() {
        entries.invalidateAll();
    }
}
