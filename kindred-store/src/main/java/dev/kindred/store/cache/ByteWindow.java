package dev.kindred.store.cache;

import java.util.function.LongSupplier;

/**
 * How many bytes this process has put into a cache that are still kept there: those written within
 * the last TTL, counted in slices of a twentieth of it. Entries overwritten or removed before their
 * time count until then, so it is never too low.
 */
final class ByteWindow {
    private static final int SLICES = 20;

    private final LongSupplier millis;
    private final long sliceMillis;
    private final long[] bytes = new long[SLICES + 1];
    private long total;
    private long newest;

    ByteWindow(long ttlMillis, LongSupplier millis) {
        this.millis = millis;
        this.sliceMillis = Math.max(1, (ttlMillis + SLICES - 1) / SLICES);
        this.newest = millis.getAsLong() / sliceMillis;
    }

    /** Counts bytes, if the sum stays within the budget. */
    synchronized boolean add(long count, long budget) {
        advance();
        if (total + count > budget) {
            return false;
        }
        bytes[(int) (newest % bytes.length)] += count;
        total += count;
        return true;
    }

    synchronized long total() {
        advance();
        return total;
    }

    private void advance() {
        long now = millis.getAsLong() / sliceMillis;
        long steps = Math.min(now - newest, bytes.length);
        for (long k = 1; k <= steps; k++) {
            int slice = (int) ((newest + k) % bytes.length);
            total -= bytes[slice];
            bytes[slice] = 0;
        }
        newest = Math.max(newest, now);
    }
}
