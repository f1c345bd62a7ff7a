package dev.kindred.store.cache;

/**
 * What a cache did since it was made.
 *
 * @param hits answers given from the cache
 * @param misses answers computed because they were not there
 * @param shared answers taken from another thread's computation
 * @param poisoned entries that were not what had been written: removed, counted as misses
 * @param refused answers not kept because they were too large or the budget was spent
 * @param failures commands to the cache's server that failed or took too long
 * @param evicted answers removed before their time to make room for others; a cache in Redis makes
 *     none here: Redis does that itself
 * @param bytes kept now, keys included, as far as this process knows
 * @param budget the most bytes that are kept
 */
public record CacheStats(
        long hits,
        long misses,
        long shared,
        long poisoned,
        long refused,
        long failures,
        long evicted,
        long bytes,
        long budget) {}
