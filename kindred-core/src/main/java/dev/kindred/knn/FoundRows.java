package dev.kindred.knn;

import org.jspecify.annotations.Nullable;

/** Rows that were found, each with a value: first a product, then a similarity. */
class FoundRows {
    /** The rows, in no particular order; valid up to {@link #size}. */
    final int[] rows;

    /** Per row: its product, then its similarity. */
    final double[] values;

    /** Per row: the number of shared columns; null where nobody asks. */
    final int @Nullable [] overlaps;

    int size;

    FoundRows(int room, boolean countsOverlaps) {
        rows = new int[room + 1]; // one more: written before it is known whether it counts
        values = new double[room];
        overlaps = countsOverlaps ? new int[room] : null;
    }
}
