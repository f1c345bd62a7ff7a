package dev.kindred.knn;

import java.util.Arrays;
import java.util.Objects;

/**
 * Similarities over the columns that two rows share: Pearson's correlation, mean squared difference
 * and cosine, from sums over these columns that are gathered by the same method as in {@link
 * CountProducts}.
 *
 * <p>A correlation with a row that is constant over the shared columns is {@code NaN}.
 */
final class CoRatedProducts extends RowProducts {
    /** A variance below this share of the sum of squares is rounding. */
    private static final double ROUNDING = 1e-12;

    private static final int X = 0;
    private static final int Y = 1;
    private static final int XX = 2;
    private static final int YY = 3;
    private static final int XY = 4;
    private static final int SUMS = 5;

    private final Similarity similarity;
    private final double shrinkage;
    private final RowArrays matrix;
    private final double[] rowValues;
    private final double[] columnValues;
    private final double[] sums; // SUMS per row, all 0 between calls
    private final int[] counts; // all 0 between calls
    private final int[] overlap;

    CoRatedProducts(RowArrays matrix, Similarity similarity, double shrinkage) {
        super(matrix.rowCount(), true);
        this.similarity = similarity;
        this.shrinkage = shrinkage;
        this.matrix = matrix;
        this.rowValues = Objects.requireNonNull(matrix.values());
        this.columnValues = Objects.requireNonNull(matrix.columnValues());
        this.sums = new double[Math.multiplyExact(matrix.rowCount(), SUMS)];
        this.counts = new int[matrix.rowCount()];
        this.overlap = Objects.requireNonNull(overlaps);
    }

    @Override
    void findRow(int row) {
        find(matrix.columns(), rowValues, matrix.starts()[row], matrix.starts()[row + 1]);
    }

    @Override
    void find(int[] columns, double[] values, int from, int to) {
        size = 0;
        for (int k = from; k < to; k++) {
            addColumn(columns[k], values[k]);
        }
        for (int k = 0; k < size; k++) {
            int row = rows[k];
            int n = counts[row];
            overlap[k] = n;
            this.values[k] = similarity(row * SUMS, n) * n / (n + shrinkage);
            counts[row] = 0;
            Arrays.fill(sums, row * SUMS, (row + 1) * SUMS, 0);
        }
    }

    private void addColumn(int column, double x) {
        int end = matrix.columnStarts()[column + 1];
        for (int at = matrix.columnStarts()[column]; at < end; at++) {
            int row = matrix.columnRows()[at];
            double y = columnValues[at];
            if (counts[row]++ == 0) {
                rows[size++] = row;
            }
            int sum = row * SUMS;
            if (similarity == Similarity.MSD) {
                sums[sum] += (x - y) * (x - y);
            } else {
                sums[sum + X] += x;
                sums[sum + Y] += y;
                sums[sum + XX] += x * x;
                sums[sum + YY] += y * y;
                sums[sum + XY] += x * y;
            }
        }
    }

    private double similarity(int sum, int n) {
        if (similarity == Similarity.MSD) {
            return 1 / (1 + sums[sum] / n);
        }
        double xx = sums[sum + XX];
        double yy = sums[sum + YY];
        if (similarity == Similarity.CO_RATED_COSINE) {
            return sums[sum + XY] / Math.sqrt(xx * yy);
        }
        double varianceX = n * xx - sums[sum + X] * sums[sum + X];
        double varianceY = n * yy - sums[sum + Y] * sums[sum + Y];
        boolean constant = varianceX <= ROUNDING * n * xx || varianceY <= ROUNDING * n * yy;
        double covariance = n * sums[sum + XY] - sums[sum + X] * sums[sum + Y];
        // Rounding may carry it a little beyond 1.
        double correlation = covariance / Math.sqrt(varianceX * varianceY);
        return constant ? Double.NaN : Math.max(-1, Math.min(1, correlation));
    }
}
