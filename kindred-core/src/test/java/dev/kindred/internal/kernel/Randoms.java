package dev.kindred.internal.kernel;

import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Random arrays and the kernels under test. */
final class Randoms {
    private Randoms() {}

    /** Both implementations; the build runs the tests with the vector module. */
    static Stream<Kernels> kernels() {
        Kernels vector = Kernels.vector();
        if (vector == null) {
            throw new IllegalStateException("the tests need --add-modules jdk.incubator.vector");
        }
        return Stream.of(Kernels.plain(), vector);
    }

    /** Values between -1 and 1. */
    static float[] floats(long seed, int length) {
        var random = new SplittableRandom(seed);
        float[] values = new float[length];
        for (int k = 0; k < length; k++) {
            values[k] = (float) (2 * random.nextDouble() - 1);
        }
        return values;
    }

    /** A symmetric positive definite matrix: x'x + n/8 on the diagonal, row-major. */
    static double[][] positiveDefinite(long seed, int n) {
        float[] x = floats(seed, n * n);
        double[][] matrix = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = i == j ? n / 8.0 : 0;
                for (int p = 0; p < n; p++) {
                    sum += (double) x[p * n + i] * x[p * n + j];
                }
                matrix[i][j] = sum;
                matrix[j][i] = sum;
            }
        }
        return matrix;
    }

    static float[] flat(double[][] matrix) {
        int columns = matrix.length == 0 ? 0 : matrix[0].length;
        float[] flat = new float[matrix.length * columns];
        for (int k = 0; k < flat.length; k++) {
            flat[k] = (float) matrix[k / columns][k % columns];
        }
        return flat;
    }

    /** The inverse by Gauss-Jordan elimination with pivoting, in double. */
    static double[][] gaussInverse(double[][] matrix) {
        int n = matrix.length;
        double[][] a = new double[n][2 * n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(matrix[i], 0, a[i], 0, n);
            a[i][n + i] = 1;
        }
        for (int k = 0; k < n; k++) {
            int best = k;
            for (int i = k + 1; i < n; i++) {
                best = Math.abs(a[i][k]) > Math.abs(a[best][k]) ? i : best;
            }
            double[] swap = a[k];
            a[k] = a[best];
            a[best] = swap;
            double pivot = a[k][k];
            for (int j = 0; j < 2 * n; j++) {
                a[k][j] /= pivot;
            }
            for (int i = 0; i < n; i++) {
                double factor = a[i][k];
                for (int j = 0; i != k && j < 2 * n; j++) {
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
