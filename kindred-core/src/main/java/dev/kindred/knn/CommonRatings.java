package dev.kindred.knn;

import dev.kindred.data.SparseRows;
import java.util.Arrays;

/** What a row from outside and one of a matrix have in common; for explanations. */
final class CommonRatings {
    private final int[] positions; // of the row from outside
    private final double[] own;
    private final double[] other;

    /**
     * Finds the common columns.
     *
     * @param columns of the row from outside, rising
     */
    CommonRatings(int[] columns, double[] values, SparseRows matrix, int row) {
        int[] found = new int[columns.length];
        int[] entries = new int[columns.length];
        int size = 0;
        int entry = matrix.start(row);
        for (int k = 0; k < columns.length; k++) {
            while (entry < matrix.end(row) && matrix.column(entry) < columns[k]) {
                entry++;
            }
            if (entry < matrix.end(row) && matrix.column(entry) == columns[k]) {
                entries[size] = entry;
                found[size++] = k;
            }
        }
        positions = Arrays.copyOf(found, size);
        own = Arrays.stream(positions).mapToDouble(k -> values[k]).toArray();
        other = Arrays.stream(entries, 0, size).mapToDouble(matrix::value).toArray();
    }

    /** The place of common column k in the row from outside. */
    int position(int k) {
        return positions[k];
    }

    /** The part of each common column in the similarity of the two rows; they sum to 1. */
    double[] shares(Similarity similarity) {
        double[] products =
                switch (similarity) {
                    case COSINE, ASYMMETRIC_COSINE, CO_RATED_COSINE -> products(0, 0);
                    case PEARSON -> products(mean(own), mean(other));
                    case ADJUSTED_COSINE,
                            SPEARMAN,
                            MSD,
                            JACCARD,
                            DICE,
                            TVERSKY,
                            LLR,
                            CONDITIONAL_PROBABILITY ->
                            new double[own.length];
                };
        double sum = Arrays.stream(products).sum();
        for (int k = 0; k < products.length; k++) {
            products[k] = sum == 0 ? 1.0 / products.length : products[k] / sum;
        }
        return products;
    }

    private double[] products(double ownMean, double otherMean) {
        double[] products = new double[own.length];
        for (int k = 0; k < products.length; k++) {
            products[k] = (own[k] - ownMean) * (other[k] - otherMean);
        }
        return products;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }
}
