package dev.kindred.factor;

/** Solves symmetric positive definite equations in double. */
final class Cholesky {
    private Cholesky() {}

    /**
     * Solves A x = b; destroys A.
     *
     * @param a row-major, only the upper triangle (j >= i) is read
     * @param x in: b; out: x
     * @return false if A is not positive definite (x is then useless)
     */
    static boolean solve(double[] a, int n, double[] x) {
        for (int k = 0; k < n; k++) {
            double pivot = a[k * n + k];
            if (!(pivot > 0)) {
                return false;
            }
            double root = 1 / Math.sqrt(pivot);
            for (int j = k; j < n; j++) {
                a[k * n + j] *= root;
            }
            x[k] *= root;
            for (int i = k + 1; i < n; i++) {
                subtract(a[k * n + i], a, k * n, i * n, i, n);
            }
            for (int i = k + 1; i < n; i++) {
                x[i] -= a[k * n + i] * x[k];
            }
        }
        for (int k = n - 1; k >= 0; k--) {
            for (int j = k + 1; j < n; j++) {
                x[k] -= a[k * n + j] * x[j];
            }
            x[k] /= a[k * n + k];
        }
        return true;
    }

    private static void subtract(double factor, double[] a, int from, int to, int low, int high) {
        for (int j = low; j < high; j++) {
            a[to + j] -= factor * a[from + j];
        }
    }
}
