package dev.kindred.linear;

import dev.kindred.data.SparseRows;

/** Naive dense arithmetic in double. */
final class Dense {
    private Dense() {}

    /** Common users of each two items, with the regularisation on the diagonal. */
    static double[][] gram(SparseRows byUser, float[] pull) {
        int items = byUser.columns();
        double[][] gram = new double[items][items];
        for (int user = 0; user < byUser.rows(); user++) {
            for (int i = 0; i < items; i++) {
                for (int j = 0; j < items; j++) {
                    if (byUser.find(user, i) >= 0 && byUser.find(user, j) >= 0) {
                        gram[i][j]++;
                    }
                }
            }
        }
        for (int item = 0; item < items; item++) {
            gram[item][item] += pull[item];
        }
        return gram;
    }

    /** The inverse of a positive definite matrix by Gauss-Jordan elimination. */
    static double[][] inverse(double[][] matrix) {
        int n = matrix.length;
        double[][] a = new double[n][2 * n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(matrix[i], 0, a[i], 0, n);
            a[i][n + i] = 1;
        }
        for (int k = 0; k < n; k++) {
            double pivot = a[k][k];
            for (int j = 0; j < 2 * n; j++) {
                a[k][j] /= pivot;
            }
            for (int i = 0; i < n; i++) {
                double factor = i == k ? 0 : a[i][k];
                for (int j = 0; j < 2 * n; j++) {
                    a[i][j] -= factor * a[k][j];
                }
            }
        }
        double[][] inverse = new double[n][n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(a[i], n, inverse[i], 0, n);
        }
        return inverse;
    }
}
