package dev.kindred.knn;

import java.util.Arrays;

/**
 * Weights of likes: {@code w_rc = f_r w_c}, a factor of the row times a weight of the column.
 * Immutable.
 *
 * <p>With rows as documents, columns as terms, {@code w_c = ln(rows / (1 + rows that have c))}:
 * TF-IDF has {@code f_r = 1}, BM25 {@code f_r = (k1 + 1) / (k1 (1 - b + b size / mean size) + 1)}.
 *
 * <p>Source: the evaluation framework of M. Ferrari Dacrema et al., "A Troubling Analysis of
 * Reproducibility and Progress in Recommender Systems Research", ACM TOIS 2021.
 */
final class LikeWeights {
    private final double[] squares; // per column: the square of its weight
    private final double k1; // 0 for TF-IDF: every factor is 1 then
    private final double b;
    private final double meanSize;

    private LikeWeights(double[] squares, double k1, double b, double meanSize) {
        this.squares = squares;
        this.k1 = k1;
        this.b = b;
        this.meanSize = meanSize;
    }

    static LikeWeights of(Weighting weighting, double k1, double b, RowArrays matrix) {
        double meanSize = matrix.columns().length / Math.max(1.0, matrix.rowCount());
        return of(weighting, k1, b, matrix, meanSize);
    }

    /** As above, for a part that has whole columns but not all of them. */
    static LikeWeights of(
            Weighting weighting, double k1, double b, RowArrays matrix, double meanSize) {
        double[] squares = new double[matrix.columnCount()];
        Arrays.setAll(squares, column -> square(matrix.rowCount(), matrix.size(column)));
        return new LikeWeights(squares, weighting == Weighting.BM25 ? k1 : 0, b, meanSize);
    }

    /** The square of the weight of a column that so many of the rows have. */
    static double square(int rows, int size) {
        double weight = StrictMath.log((double) rows / (1 + size));
        return weight * weight;
    }

    /** The square of a column's weight. */
    double square(int column) {
        return squares[column];
    }

    /** The factor of a row that has so many columns. */
    double factor(int size) {
        return (k1 + 1) / (k1 * (1 - b + b * size / meanSize) + 1);
    }
}
