package dev.kindred.internal.kernel;

/**
 * The inverse of a small symmetric positive definite matrix, single-threaded: in double for any
 * matrix, and in float by blocks as the pivot of {@link SymmetricInverse}.
 */
public final class SmallInverse {
    private static final int BLOCK = 32;

    private SmallInverse() {}

    /**
     * Replaces a matrix by its inverse, in double.
     *
     * <p>Cost: n^3 flops. Rows and columns are swept one after the other: {@code a_ij - a_ik a_kj /
     * a_kk} elsewhere, {@code a_ik / a_kk} in row and column k, {@code -1 / a_kk} in the pivot's
     * place; when all are swept, the matrix holds minus its inverse.
     *
     * @param lower row i holds the cells 0 to i, and may be longer
     * @return false where the matrix is not positive definite; its cells are useless then
     */
    public static boolean invert(double[][] lower) {
        int n = lower.length;
        double[] column = new double[n];
        double[] scaled = new double[n];
        for (int k = 0; k < n; k++) {
            double pivot = lower[k][k];
            if (!(pivot > 0) || pivot == Double.POSITIVE_INFINITY) {
                return false;
            }
            for (int i = 0; i < n; i++) {
                column[i] = i <= k ? lower[k][i] : lower[i][k];
                scaled[i] = column[i] / pivot;
            }
            for (int i = 0; i < n; i++) {
                if (i != k) {
                    subtract(scaled[i], column, lower[i], i + 1);
                    lower[Math.max(i, k)][Math.min(i, k)] = scaled[i];
                }
            }
            lower[k][k] = -1 / pivot;
        }
        negate(lower);
        return true;
    }

    private static void subtract(double factor, double[] x, double[] y, int length) {
        for (int j = 0; j < length; j++) {
            y[j] -= factor * x[j];
        }
    }

    private static void negate(double[][] lower) {
        for (int i = 0; i < lower.length; i++) {
            for (int j = 0; j <= i; j++) {
                lower[i][j] = -lower[i][j];
            }
        }
    }

    /**
     * Replaces a row-major matrix, of which the lower triangle counts, by its whole inverse, in
     * float; the pivot blocks in double.
     */
    static boolean invert(Kernels kernels, float[] a, int n) {
        mirror(a, n);
        float[] panel = new float[BLOCK * n];
        float[] scaled = new float[BLOCK * n];
        for (int first = 0; first < n; first += BLOCK) {
            int count = Math.min(BLOCK, n - first);
            double[][] pivot = new double[count][count];
            for (int i = 0; i < count; i++) {
                for (int j = 0; j <= i; j++) {
                    pivot[i][j] = a[(first + i) * n + first + j];
                }
            }
            if (!invert(pivot)) {
                return false;
            }
            sweep(kernels, a, n, first, count, full(pivot), panel, scaled);
        }
        for (int k = 0; k < n * n; k++) {
            a[k] = -a[k];
        }
        return true;
    }

    private static float[] full(double[][] lower) {
        int n = lower.length;
        float[] full = new float[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                full[i * n + j] = (float) lower[Math.max(i, j)][Math.min(i, j)];
            }
        }
        return full;
    }

    /**
     * @param panel room for the pivot's rows, as they were
     * @param scaled room for the inverse times these rows
     */
    private static void sweep(
            Kernels kernels,
            float[] a,
            int n,
            int first,
            int count,
            float[] inverse,
            float[] panel,
            float[] scaled) {
        System.arraycopy(a, first * n, panel, 0, count * n);
        Panels rows = Panels.view(panel, 0, n, count, n);
        Panels pivot = Panels.view(inverse, 0, count, count, count);
        kernels.product(pivot, rows, Update.SET, scaled, 0, n);
        kernels.product(Panels.view(scaled, 0, n, count, n), rows, Update.SUBTRACT, a, 0, n);
        for (int r = 0; r < count; r++) {
            for (int j = 0; j < n; j++) {
                a[(first + r) * n + j] = scaled[r * n + j];
                a[j * n + first + r] = scaled[r * n + j];
            }
        }
        for (int r = 0; r < count; r++) {
            for (int s = 0; s < count; s++) {
                a[(first + r) * n + first + s] = -inverse[r * count + s];
            }
        }
    }

    private static void mirror(float[] a, int n) {
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                a[i * n + j] = a[j * n + i];
            }
        }
    }
}
