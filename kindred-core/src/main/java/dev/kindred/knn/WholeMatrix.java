package dev.kindred.knn;

import org.jspecify.annotations.Nullable;

/**
 * What a part of a matrix of likes must know of the whole one.
 *
 * @param columns how many there are
 * @param meanSize columns of a row on average
 * @param columnSizesSquared the sum of the squares of the columns' sizes
 * @param sizes per row: how many columns it has
 * @param sizeSums per row: the sum of the sizes of its columns
 * @param squares per row: the sum of the squares of its columns' weights; empty without weighting
 */
record WholeMatrix(
        int columns,
        double meanSize,
        double columnSizesSquared,
        int[] sizes,
        double[] sizeSums,
        double[] squares) {

    /** What a formula needs to know of a row. */
    ProductFormula.Self self(int row, @Nullable LikeWeights weights) {
        if (weights == null) {
            return new ProductFormula.Self(sizes[row], sizeSums[row]);
        }
        double factor = weights.factor(sizes[row]);
        return new ProductFormula.Self(squares[row] * (factor * factor), sizeSums[row]);
    }
}
