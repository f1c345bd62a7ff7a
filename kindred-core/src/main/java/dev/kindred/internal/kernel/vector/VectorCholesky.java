package dev.kindred.internal.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Rows of a Cholesky factor and the solution of its equations.
 *
 * <p>Vectors are laid from the end of a row backwards, so that none is left over at its end: the
 * last one reaches over the diagonal into what is below it, where anything may be written, and
 * where the finished rows hold zeros for as many columns as a vector has.
 */
final class VectorCholesky {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private VectorCholesky() {}

    /** See {@link dev.kindred.internal.kernel.Kernels#factorRows}. */
    static boolean factorRows(float[] matrix, int from, int n, int first, int end) {
        for (int row = first; row < end; row++) {
            int start = from + row * n;
            float pivot = matrix[start + row];
            if (!(pivot > 0) || pivot == Float.POSITIVE_INFINITY) {
                return false;
            }
            clearBefore(matrix, start, row);
            scale(1 / (float) Math.sqrt(pivot), matrix, start, row, n);
            eliminate(matrix, from, n, row, end);
        }
        return true;
    }

    private static void clearBefore(float[] matrix, int start, int row) {
        if (row >= LANES) {
            FloatVector.zero(SPECIES).intoArray(matrix, start + row - LANES);
            return;
        }
        for (int column = 0; column < row; column++) {
            matrix[start + column] = 0;
        }
    }

    private static void scale(float factor, float[] row, int start, int first, int n) {
        FloatVector factors = FloatVector.broadcast(SPECIES, factor);
        int column = n;
        while (column > first && column >= LANES) {
            column -= LANES;
            load(row, start + column).mul(factors).intoArray(row, start + column);
        }
        for (int rest = first; rest < column; rest++) {
            row[start + rest] *= factor;
        }
    }

    /** Takes multiples of a finished row from the rows below it, down to {@code end - 1}. */
    private static void eliminate(float[] matrix, int from, int n, int row, int end) {
        int start = from + row * n;
        int column = n;
        while (column > row + 1 && column >= LANES) {
            column -= LANES;
            FloatVector pivots = load(matrix, start + column);
            // Rows whose diagonal lies right of these columns have nothing to lose there.
            int last = Math.min(end, column + LANES);
            int at = start + n + column;
            for (int below = row + 1; below < last; below++, at += n) {
                FloatVector factors = FloatVector.broadcast(SPECIES, -matrix[start + below]);
                pivots.fma(factors, load(matrix, at)).intoArray(matrix, at);
            }
        }
        for (int below = row + 1; below < Math.min(end, column); below++) {
            float factor = -matrix[start + below];
            int to = from + below * n;
            for (int rest = below; rest < column; rest++) {
                matrix[to + rest] = Math.fma(factor, matrix[start + rest], matrix[to + rest]);
            }
        }
    }

    /** Adds a multiple of the columns from {@code first} on, and of some before them. */
    private static void add(
            float factor, float[] x, int xStart, float[] y, int yStart, int first, int n) {
        FloatVector factors = FloatVector.broadcast(SPECIES, factor);
        int column = n;
        while (column > first && column >= LANES) {
            column -= LANES;
            FloatVector sum = load(x, xStart + column).fma(factors, load(y, yStart + column));
            sum.intoArray(y, yStart + column);
        }
        for (int rest = first; rest < column; rest++) {
            y[yStart + rest] = Math.fma(factor, x[xStart + rest], y[yStart + rest]);
        }
    }

    /** See {@link dev.kindred.internal.kernel.Kernels#solve}. */
    static void solve(float[] factor, int from, int n, float[] b, int bFrom) {
        for (int row = 0; row < n; row++) {
            int start = from + row * n;
            float value = b[bFrom + row] / factor[start + row];
            add(-value, factor, start, b, bFrom, row + 1, n);
            b[bFrom + row] = value;
        }
        for (int row = n - 1; row >= 0; row--) {
            int start = from + row * n;
            float right = b[bFrom + row];
            b[bFrom + row] = 0;
            float known = dot(factor, start, b, bFrom, row + 1, n);
            b[bFrom + row] = (right - known) / factor[start + row];
        }
    }

    /** The dot product of the columns from {@code first} on, and of zeros before them. */
    private static float dot(float[] x, int xStart, float[] y, int yStart, int first, int n) {
        FloatVector sums = FloatVector.zero(SPECIES);
        int column = n;
        while (column > first && column >= LANES) {
            column -= LANES;
            sums = load(x, xStart + column).fma(load(y, yStart + column), sums);
        }
        float sum = column < n ? VectorKernels.sumOfLanes(sums) : 0;
        for (int rest = first; rest < column; rest++) {
            sum += x[xStart + rest] * y[yStart + rest];
        }
        return sum;
    }

    private static FloatVector load(float[] array, int at) {
        return FloatVector.fromArray(SPECIES, array, at);
    }
}
