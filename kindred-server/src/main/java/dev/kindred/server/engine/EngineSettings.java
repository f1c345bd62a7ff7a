package dev.kindred.server.engine;

import dev.kindred.store.cache.CacheSettings;
import dev.kindred.store.cache.MemoryCache;
import dev.kindred.store.cache.ResultCache;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a workspace runs with; shared by all workspaces of a server.
 *
 * @param cache for finished answers
 * @param storeTimeout the longest that a request waits for the store; null: the store is embedded,
 *     and is read without handing the work to another thread
 * @param workers that compute lists
 * @param stages is told how long answers took
 * @param timeout until a list must be there, over all projects; then it comes from what is at hand
 * @param maxOffset how far into a list one may page; no more than 10,000 items
 */
public record EngineSettings(
        ResultCache cache,
        @Nullable Duration storeTimeout,
        Workers workers,
        Stages stages,
        Duration timeout,
        int maxOffset) {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** Settings where nobody wants to know how long answers took. */
    public EngineSettings(ResultCache cache, @Nullable Duration storeTimeout, Workers workers) {
        this(cache, storeTimeout, workers, Stages.NONE, TIMEOUT, Page.MOST_SERVED);
    }

    /** The same, with somebody who is told how long answers took. */
    public EngineSettings with(Stages told) {
        return new EngineSettings(cache, storeTimeout, workers, told, timeout, maxOffset);
    }

    /** The same, with another time until a list must be there. */
    public EngineSettings within(Duration limit) {
        return new EngineSettings(cache, storeTimeout, workers, stages, limit, maxOffset);
    }

    /** The same, with another end of paging. */
    public EngineSettings paged(int most) {
        return new EngineSettings(cache, storeTimeout, workers, stages, timeout, most);
    }

    /** A cache in memory, an embedded store, two workers per processor. */
    public static EngineSettings embedded() {
        return new EngineSettings(
                new MemoryCache(CacheSettings.builder().build()), null, Workers.perProcessor());
    }
}
