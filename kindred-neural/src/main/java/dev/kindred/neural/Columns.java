package dev.kindred.neural;

import dev.kindred.internal.kernel.Kernels;

/** Arithmetic on rows of a matrix whose columns are items; small loops that a JIT vectorises. */
final class Columns {
    private Columns() {}

    /** Adds a number to n numbers. */
    static void add(float value, float[] row, int from, int n) {
        for (int j = from; j < from + n; j++) {
            row[j] += value;
        }
    }

    /** Replaces negative numbers by 0. */
    static void relu(float[] values, int n) {
        for (int j = 0; j < n; j++) {
            values[j] = Math.max(0, values[j]);
        }
    }

    /** {@code target = max(0, source + value)} for n numbers from the same place on. */
    static void shiftedRelu(float value, float[] source, int from, float[] target, int n) {
        for (int j = from; j < from + n; j++) {
            target[j] = Math.max(0, source[j] + value);
        }
    }

    /** Replaces gradients by 0 where the output of a relu is 0. */
    static void mask(float[] gradients, float[] outputs, int n) {
        for (int j = 0; j < n; j++) {
            gradients[j] = outputs[j] > 0 ? gradients[j] : 0;
        }
    }

    /** The sum of n numbers. */
    static float sum(Kernels kernels, float[] ones, float[] row, int from, int n) {
        return kernels.dot(row, from, ones, 0, n);
    }

    /** The transpose of some rows: number p of {@code rows[j]} at {@code p * n + j}. */
    static float[] gather(float[] matrix, int width, int[] rows) {
        int n = rows.length;
        float[] columns = new float[Math.multiplyExact(width, n)];
        for (int j = 0; j < n; j++) {
            int from = rows[j] * width;
            for (int p = 0; p < width; p++) {
                columns[p * n + j] = matrix[from + p];
            }
        }
        return columns;
    }
}
