package dev.kindred.knn;

/**
 * Finds the rows that share a column with one row, and their products with it, which {@link
 * ProductFormula} then turns into similarities in place. Working memory of one thread.
 *
 * <p>Products are sums over the shared columns in rising order, so that they do not depend on which
 * of the two rows is looked at first, or on the number of threads.
 */
abstract class RowProducts extends FoundRows {
    RowProducts(int rowCount, boolean countsOverlaps) {
        super(rowCount, countsOverlaps);
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
