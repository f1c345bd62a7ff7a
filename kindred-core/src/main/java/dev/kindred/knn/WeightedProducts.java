package dev.kindred.knn;

import java.util.Arrays;

/**
 * Dot products of likes with {@link LikeWeights}, by the same method as {@link CountProducts}:
 * since a weight is a factor of the row times one of the column, what is added for a column is the
 * same for all rows.
 *
 * <p>Rows whose product is 0 are not found.
 */
final class WeightedProducts extends RowProducts {
    private final RowArrays matrix;
    private final LikeWeights weights;
    private final double[] factors; // per row
    private final double[] sums; // all 0 between calls
    private final int[] counts; // all 0 between calls; empty where nobody asks

    WeightedProducts(RowArrays matrix, LikeWeights weights, boolean countsOverlaps) {
        this(matrix, matrix.rowSizes(), weights, countsOverlaps);
    }

    /**
     * As above, where the matrix may be a part.
     *
     * @param rowSizes of the whole matrix
     */
    WeightedProducts(
            RowArrays matrix, int[] rowSizes, LikeWeights weights, boolean countsOverlaps) {
        super(matrix.rowCount(), countsOverlaps);
        this.matrix = matrix;
        this.weights = weights;
        this.factors = new double[matrix.rowCount()];
        Arrays.setAll(factors, row -> weights.factor(rowSizes[row]));
        this.sums = new double[matrix.rowCount()];
        this.counts = new int[countsOverlaps ? matrix.rowCount() : 0];
    }

    @Override
    void findRow(int row) {
        add(matrix.columns(), matrix.starts()[row], matrix.starts()[row + 1]);
    }

    @Override
    void find(int[] columns, double[] values, int from, int to) {
        add(columns, from, to);
    }

    private void add(int[] columns, int from, int to) {
        // Where most rows are met it is cheaper to look at all than to remember each.
        boolean dense = matrix.entries(columns, from, to) > sums.length;
        int found = 0;
        for (int k = from; k < to; k++) {
            double square = weights.square(columns[k]);
            if (dense) {
                addToAll(columns[k], square);
            } else if (square > 0) {
                found = addToFound(columns[k], square, found);
            }
        }
        for (int row = 0; dense && row < sums.length; row++) {
            rows[found] = row;
            found += sums[row] > 0 ? 1 : 0;
        }
        for (int k = from; counts.length > 0 && k < to; k++) {
            countColumn(columns[k]);
        }
        size = found;
        finish(weights.factor(to - from));
    }

    private void finish(double factor) {
        for (int k = 0; k < size; k++) {
            int row = rows[k];
            values[k] = sums[row] * (factor * factors[row]);
            sums[row] = 0;
            if (overlaps != null) {
                overlaps[k] = counts[row];
                counts[row] = 0;
            }
        }
    }

    private void addToAll(int column, double square) {
        int[] columnRows = matrix.columnRows();
        int end = matrix.end(column);
        for (int at = matrix.start(column); at < end; at++) {
            sums[columnRows[at]] += square;
        }
    }

    private int addToFound(int column, double square, int alreadyFound) {
        int[] columnRows = matrix.columnRows();
        int end = matrix.end(column);
        int found = alreadyFound;
        for (int at = matrix.start(column); at < end; at++) {
            int row = columnRows[at];
            double sum = sums[row];
            rows[found] = row;
            found += sum == 0 ? 1 : 0;
            sums[row] = sum + square;
        }
        return found;
    }

    private void countColumn(int column) {
        for (int at = matrix.start(column); at < matrix.end(column); at++) {
            int row = matrix.columnRows()[at];
            counts[row] += sums[row] > 0 ? 1 : 0;
        }
    }
}
