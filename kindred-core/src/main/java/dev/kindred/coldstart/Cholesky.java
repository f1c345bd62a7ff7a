package dev.kindred.coldstart;

/** Small symmetric positive definite systems, in double and on one thread. */
final class Cholesky {
    private Cholesky() {}

    /**
     * Replaces the lower half of a matrix by its factor: {@code A = L L'}.
     *
     * @param matrix row-major n x n, positive definite
     */
    static void factor(double[] matrix, int n) {
        for (int row = 0; row < n; row++) {
            for (int column = 0; column <= row; column++) {
                double sum = matrix[row * n + column];
                for (int k = 0; k < column; k++) {
                    sum -= matrix[row * n + k] * matrix[column * n + k];
                }
                matrix[row * n + column] =
                        row == column ? Math.sqrt(sum) : sum / matrix[column * n + column];
            }
        }
    }

    /** Replaces the right side b by the solution of {@code L L' x = b}. */
    static void solve(double[] factor, double[] b) {
        int n = b.length;
        for (int row = 0; row < n; row++) {
            for (int k = 0; k < row; k++) {
                b[row] -= factor[row * n + k] * b[k];
            }
            b[row] /= factor[row * n + row];
        }
        for (int row = n - 1; row >= 0; row--) {
            for (int k = row + 1; k < n; k++) {
                b[row] -= factor[k * n + row] * b[k];
            }
            b[row] /= factor[row * n + row];
        }
    }
}
