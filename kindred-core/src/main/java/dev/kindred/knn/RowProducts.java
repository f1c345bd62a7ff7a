package dev.kindred.knn;

import org.jspecify.annotations.Nullable;

/**
 * The rows that share a column with one row, and how alike they are: the working memory of one
 * thread. First filled with products by a subclass, which {@link ProductFormula} then turns into
 * similarities in place.
 *
 * <p>Products are sums over the shared columns in rising order, so that they do not depend on which
 * of the two rows is looked at first, or on the number of threads.
 */
abstract class RowProducts {
    /** The rows found, in no particular order; valid up to {@link #size}. */
    final int[] rows;

    /** Per row found: its product, then its similarity. */
    final double[] values;

    /** Per row found: the number of shared columns; null where nobody asks. */
    final int @Nullable [] overlaps;

    int size;

    RowProducts(int rowCount, boolean countsOverlaps) {
        rows = new int[rowCount + 1]; // one more: written before it is known whether it counts
        values = new double[rowCount];
        overlaps = countsOverlaps ? new int[rowCount] : null;
    }

    /**
     * Finds the rows that share a column with the given one.
     *
     * @param columns columns between {@code from} and {@code to}, rising
     * @param values their values
     */
    abstract void find(int[] columns, double[] values, int from, int to);

    /** As {@link #find}, for a row of the matrix itself. */
    abstract void findRow(int row);
}
