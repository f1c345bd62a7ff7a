package dev.kindred.knn;

import dev.kindred.data.SparseRows;
import org.jspecify.annotations.Nullable;

/**
 * A sparse matrix by rows and by columns, as bare arrays for inner loops. The values are null where
 * only the pattern is looked at.
 */
record RowArrays(
        int[] starts,
        int[] columns,
        double @Nullable [] values,
        int[] columnStarts,
        int[] columnRows,
        double @Nullable [] columnValues) {

    static RowArrays ofPattern(SparseRows rows, SparseRows byColumn) {
        return new RowArrays(
                rows.startArray(),
                rows.columnArray(),
                null,
                byColumn.startArray(),
                byColumn.columnArray(),
                null);
    }

    static RowArrays ofValues(SparseRows rows, SparseRows byColumn) {
        return new RowArrays(
                rows.startArray(),
                rows.columnArray(),
                rows.values(),
                byColumn.startArray(),
                byColumn.columnArray(),
                byColumn.values());
    }

    int rowCount() {
        return starts.length - 1;
    }

    int columnCount() {
        return columnStarts.length - 1;
    }

    /** Where the rows that have a column start in {@link #columnRows}. */
    int start(int column) {
        return columnStarts[column];
    }

    /** Where they end (exclusive). */
    int end(int column) {
        return columnStarts[column + 1];
    }

    /** How many rows have a column. */
    int size(int column) {
        return columnStarts[column + 1] - columnStarts[column];
    }

    /** How many columns each row has. */
    int[] rowSizes() {
        int[] sizes = new int[rowCount()];
        for (int row = 0; row < sizes.length; row++) {
            sizes[row] = starts[row + 1] - starts[row];
        }
        return sizes;
    }

    /** How many entries some columns have together. */
    long entries(int[] some, int from, int to) {
        long entries = 0;
        for (int k = from; k < to; k++) {
            entries += size(some[k]);
        }
        return entries;
    }

    /** How many rows have each column. */
    double[] columnSizes() {
        double[] sizes = new double[columnCount()];
        for (int column = 0; column < sizes.length; column++) {
            sizes[column] = size(column);
        }
        return sizes;
    }
}
