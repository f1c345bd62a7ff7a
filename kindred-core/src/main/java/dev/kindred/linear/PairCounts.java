package dev.kindred.linear;

import dev.kindred.data.SparseRows;
import dev.kindred.model.FitContext;
import java.util.function.Supplier;

/** Counts the common users of each two of some items. */
interface PairCounts {
    /** Up to so many items, the counts of all pairs are kept in memory: 400 MB. */
    int LARGEST_SHARED = 10_000;

    /**
     * Counts for each two of the items.
     *
     * @param items item rows, rising; the first {@code size} count
     * @param counts out: row-major, {@code size} rows of that length; the upper triangle is filled
     */
    void count(int[] items, int size, float[] counts);

    /** What gives each thread its own: counts kept once for all where they fit, else made anew. */
    static Supplier<PairCounts> of(SparseRows byUser, SparseRows byItem, FitContext context) {
        if (byItem.rows() > LARGEST_SHARED) {
            return () -> new ListedPairs(byUser, byItem);
        }
        var shared = new SharedGram(byUser, byItem, context);
        return () -> shared;
    }
}
