package dev.kindred.knn;

import java.util.Objects;

/** Dot products of rows with values, by the same method as {@link CountProducts}. */
final class DotProducts extends RowProducts {
    private final RowArrays matrix;
    private final double[] rowValues;
    private final double[] columnValues;
    private final double[] sums; // all 0 between calls
    private final int[] counts; // all 0 between calls
    private final int[] overlap;

    DotProducts(RowArrays matrix) {
        super(matrix.rowCount(), true);
        this.matrix = matrix;
        this.rowValues = Objects.requireNonNull(matrix.values());
        this.columnValues = Objects.requireNonNull(matrix.columnValues());
        this.sums = new double[matrix.rowCount()];
        this.counts = new int[matrix.rowCount()];
        this.overlap = Objects.requireNonNull(overlaps);
    }

    @Override
    void findRow(int row) {
        find(matrix.columns(), rowValues, matrix.starts()[row], matrix.starts()[row + 1]);
    }

    @Override
    void find(int[] columns, double[] values, int from, int to) {
        int[] columnStarts = matrix.columnStarts();
        int[] columnRows = matrix.columnRows();
        int found = 0;
        for (int k = from; k < to; k++) {
            double value = values[k];
            int end = columnStarts[columns[k] + 1];
            for (int at = columnStarts[columns[k]]; at < end; at++) {
                int row = columnRows[at];
                int count = counts[row];
                rows[found] = row;
                found += count == 0 ? 1 : 0;
                counts[row] = count + 1;
                sums[row] += value * columnValues[at];
            }
        }
        for (int k = 0; k < found; k++) {
            int row = rows[k];
            this.values[k] = sums[row];
            overlap[k] = counts[row];
            sums[row] = 0;
            counts[row] = 0;
        }
        size = found;
    }
}
