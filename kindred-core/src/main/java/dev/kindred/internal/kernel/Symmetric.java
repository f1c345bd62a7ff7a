package dev.kindred.internal.kernel;

/**
 * Small symmetric matrices: rank-k update, Cholesky factor and solve, as exact ALS and ridge
 * regressions need them per row. Single-threaded; works in the caller's arrays.
 *
 * <p>A matrix is row-major with n rows and n columns, of which the upper triangle counts. What is
 * below the diagonal is never read and may be overwritten with anything.
 */
public final class Symmetric {
    private Symmetric() {}

    /**
     * Adds {@code x' x} to a matrix: the sum of the outer products of the rows of x with
     * themselves.
     *
     * <p>Cost: about n x n x rows flops. For weights other than 1, scale the rows by the square
     * roots of the weights.
     *
     * @param x row-major, {@code rows} rows of length n from {@code xFrom} on
     * @param matrix in and out, from {@code from} on
     */
    public static void rankUpdate(
            Kernels kernels, float[] x, int xFrom, int rows, int n, float[] matrix, int from) {
        int block = Math.max(kernels.tileRows(), kernels.tileColumns());
        for (int first = 0; first < n; first += block) {
            int count = Math.min(block, n - first);
            Panels left = Panels.view(x, xFrom + first, n, rows, count);
            Panels right = Panels.view(x, xFrom + first, n, rows, n - first);
            kernels.product(left, right, Update.ADD, matrix, from + first * n + first, n);
        }
    }

    /**
     * Replaces the upper triangle by the factor U of {@code matrix = U' U}.
     *
     * <p>Cost: n^3 / 3 flops.
     *
     * @return false where the matrix is not positive definite to the accuracy of floats; the
     *     triangle is useless then
     */
    public static boolean factor(Kernels kernels, float[] matrix, int from, int n) {
        int block = Math.max(16, 2 * kernels.tileRows());
        for (int first = 0; first < n; first += block) {
            int count = Math.min(block, n - first);
            if (first > 0) {
                Panels left = Panels.view(matrix, from + first, n, first, count);
                Panels right = Panels.view(matrix, from + first, n, first, n - first);
                int to = from + first * n + first;
                kernels.product(left, right, Update.SUBTRACT, matrix, to, n);
            }
            if (!kernels.factorRows(matrix, from, n, first, first + count)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Solves {@code U' U x = b} in place.
     *
     * <p>Cost: 2 n^2 flops.
     *
     * @param factor what {@link #factor} made
     * @param b in: right side, from {@code bFrom} on; out: the solution
     */
    public static void solve(
            Kernels kernels, float[] factor, int from, int n, float[] b, int bFrom) {
        kernels.solve(factor, from, n, b, bFrom);
    }
}
