package dev.kindred.internal.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Products and sums of rows that lie one after the other. */
final class VectorRows {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int ROWS = 4;

    private VectorRows() {}

    static void dots(
            float[] rows, int from, int count, int length, float[] x, int xFrom, float[] out) {
        int row = 0;
        int at = from;
        for (; row <= count - ROWS; row += ROWS, at += ROWS * length) {
            fourDots(rows, at, length, x, xFrom, out, row);
        }
        for (; row < count; row++, at += length) {
            out[row] = dot(rows, at, length, x, xFrom);
        }
    }

    private static void fourDots(
            float[] rows, int at, int length, float[] x, int xFrom, float[] out, int row) {
        int a1 = at + length;
        int a2 = a1 + length;
        int a3 = a2 + length;
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int k = 0;
        for (; k <= length - LANES; k += LANES) {
            FloatVector factor = load(x, xFrom + k);
            s0 = load(rows, at + k).fma(factor, s0);
            s1 = load(rows, a1 + k).fma(factor, s1);
            s2 = load(rows, a2 + k).fma(factor, s2);
            s3 = load(rows, a3 + k).fma(factor, s3);
        }
        float d0 = VectorKernels.sumOfLanes(s0);
        float d1 = VectorKernels.sumOfLanes(s1);
        float d2 = VectorKernels.sumOfLanes(s2);
        float d3 = VectorKernels.sumOfLanes(s3);
        for (; k < length; k++) {
            float factor = x[xFrom + k];
            d0 = Math.fma(rows[at + k], factor, d0);
            d1 = Math.fma(rows[a1 + k], factor, d1);
            d2 = Math.fma(rows[a2 + k], factor, d2);
            d3 = Math.fma(rows[a3 + k], factor, d3);
        }
        out[row] = d0;
        out[row + 1] = d1;
        out[row + 2] = d2;
        out[row + 3] = d3;
    }

    /** In the order of {@link #fourDots}. */
    private static float dot(float[] rows, int at, int length, float[] x, int xFrom) {
        FloatVector sums = FloatVector.zero(SPECIES);
        int k = 0;
        for (; k <= length - LANES; k += LANES) {
            sums = load(rows, at + k).fma(load(x, xFrom + k), sums);
        }
        float dot = VectorKernels.sumOfLanes(sums);
        for (; k < length; k++) {
            dot = Math.fma(rows[at + k], x[xFrom + k], dot);
        }
        return dot;
    }

    static void add(
            float[] factors, float[] rows, int from, int count, int length, float[] y, int yFrom) {
        int k = 0;
        for (; k <= length - 4 * LANES; k += 4 * LANES) {
            addFour(factors, rows, from + k, count, length, y, yFrom + k);
        }
        for (; k <= length - LANES; k += LANES) {
            FloatVector sum = load(y, yFrom + k);
            for (int row = 0, at = from + k; row < count; row++, at += length) {
                sum = FloatVector.broadcast(SPECIES, factors[row]).fma(load(rows, at), sum);
            }
            sum.intoArray(y, yFrom + k);
        }
        for (; k < length; k++) {
            float sum = y[yFrom + k];
            for (int row = 0, at = from + k; row < count; row++, at += length) {
                sum = Math.fma(factors[row], rows[at], sum);
            }
            y[yFrom + k] = sum;
        }
    }

    private static void addFour(
            float[] factors, float[] rows, int from, int count, int length, float[] y, int yFrom) {
        FloatVector s0 = load(y, yFrom);
        FloatVector s1 = load(y, yFrom + LANES);
        FloatVector s2 = load(y, yFrom + 2 * LANES);
        FloatVector s3 = load(y, yFrom + 3 * LANES);
        for (int row = 0, at = from; row < count; row++, at += length) {
            FloatVector factor = FloatVector.broadcast(SPECIES, factors[row]);
            s0 = factor.fma(load(rows, at), s0);
            s1 = factor.fma(load(rows, at + LANES), s1);
            s2 = factor.fma(load(rows, at + 2 * LANES), s2);
            s3 = factor.fma(load(rows, at + 3 * LANES), s3);
        }
        s0.intoArray(y, yFrom);
        s1.intoArray(y, yFrom + LANES);
        s2.intoArray(y, yFrom + 2 * LANES);
        s3.intoArray(y, yFrom + 3 * LANES);
    }

    private static FloatVector load(float[] array, int at) {
        return FloatVector.fromArray(SPECIES, array, at);
    }
}
