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
 * @param bytes kept now, keys included, as far as this process knows
 */
public record CacheStats(
        long hits,
        long misses,
        long shared,
        long poisoned,
        long refused,
        long failures,
        long bytes) {}
