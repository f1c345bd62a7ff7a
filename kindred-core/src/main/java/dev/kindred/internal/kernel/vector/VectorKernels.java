package dev.kindred.internal.kernel.vector;

import dev.kindred.internal.kernel.Kernels;
import dev.kindred.internal.kernel.Panels;
import dev.kindred.internal.kernel.ProductCheck;
import dev.kindred.internal.kernel.Update;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernels on {@code jdk.incubator.vector}, with the machine's longest vectors.
 *
 * <p>Sums over the lanes of a vector are taken in halves, by shuffles: the order of the module's
 * own reduction is left open and has changed between JDKs.
 */
public final class VectorKernels implements Kernels {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int COLUMNS = 2 * LANES;

    /** AVX2 has 16 vector registers; AVX-512 and ARM have 32. */
    private static final boolean TWELVE = LANES != 8;

    private static final int ROWS = TWELVE ? TwelveRowTile.ROWS : SixRowTile.ROWS;

    private static final VectorShuffle<Float> HALF = rotate(LANES / 2);
    private static final VectorShuffle<Float> QUARTER = rotate(LANES / 4);
    private static final VectorShuffle<Float> EIGHTH = rotate(LANES / 8);
    private static final VectorShuffle<Float> SIXTEENTH = rotate(LANES / 16);

    /** For {@link java.util.ServiceLoader}. */
    public VectorKernels() {}

    private static VectorShuffle<Float> rotate(int lanes) {
        return VectorShuffle.iota(SPECIES, lanes, 1, true);
    }

    @Override
    public String description() {
        return "vector, %d bits".formatted(SPECIES.vectorBitSize());
    }

    @Override
    public int tileRows() {
        return ROWS;
    }

    @Override
    public int tileColumns() {
        return COLUMNS;
    }

    @Override
    public float dot(float[] a, int aFrom, float[] b, int bFrom, int length) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = FloatVector.zero(SPECIES);
        FloatVector s2 = FloatVector.zero(SPECIES);
        FloatVector s3 = FloatVector.zero(SPECIES);
        int k = 0;
        for (; k <= length - 4 * LANES; k += 4 * LANES) {
            s0 = load(a, aFrom + k).fma(load(b, bFrom + k), s0);
            s1 = load(a, aFrom + k + LANES).fma(load(b, bFrom + k + LANES), s1);
            s2 = load(a, aFrom + k + 2 * LANES).fma(load(b, bFrom + k + 2 * LANES), s2);
            s3 = load(a, aFrom + k + 3 * LANES).fma(load(b, bFrom + k + 3 * LANES), s3);
        }
        for (; k <= length - LANES; k += LANES) {
            s0 = load(a, aFrom + k).fma(load(b, bFrom + k), s0);
        }
        float sum = k > 0 ? sumOfLanes(s0.add(s1).add(s2.add(s3))) : 0;
        for (; k < length; k++) {
            sum += a[aFrom + k] * b[bFrom + k];
        }
        return sum;
    }

    private static float sumOfLanes(FloatVector vector) {
        FloatVector sum = vector.add(vector.rearrange(HALF));
        sum = sum.add(sum.rearrange(QUARTER));
        if (LANES > 4) {
            sum = sum.add(sum.rearrange(EIGHTH));
        }
        if (LANES > 8) {
            sum = sum.add(sum.rearrange(SIXTEENTH));
        }
        return sum.lane(0);
    }

    @Override
    public void axpy(float scale, float[] x, int xFrom, float[] y, int yFrom, int length) {
        FloatVector factor = FloatVector.broadcast(SPECIES, scale);
        int k = 0;
        for (; k <= length - 2 * LANES; k += 2 * LANES) {
            FloatVector first = factor.fma(load(x, xFrom + k), load(y, yFrom + k));
            FloatVector second = factor.fma(load(x, xFrom + k + LANES), load(y, yFrom + k + LANES));
            first.intoArray(y, yFrom + k);
            second.intoArray(y, yFrom + k + LANES);
        }
        for (; k < length; k++) {
            y[yFrom + k] = Math.fma(scale, x[xFrom + k], y[yFrom + k]);
        }
    }

    @Override
    public void cross(
            float keep, float gain, float[] p, int pFrom, float[] q, int qFrom, int length) {
        FloatVector k0 = FloatVector.broadcast(SPECIES, keep);
        FloatVector g0 = FloatVector.broadcast(SPECIES, gain);
        int k = 0;
        for (; k <= length - LANES; k += LANES) {
            FloatVector x = load(p, pFrom + k);
            FloatVector y = load(q, qFrom + k);
            g0.fma(y, k0.mul(x)).intoArray(p, pFrom + k);
            g0.fma(x, k0.mul(y)).intoArray(q, qFrom + k);
        }
        for (; k < length; k++) {
            float x = p[pFrom + k];
            float y = q[qFrom + k];
            p[pFrom + k] = Math.fma(gain, y, keep * x);
            q[qFrom + k] = Math.fma(gain, x, keep * y);
        }
    }

    @Override
    public void product(Panels left, Panels right, Update update, float[] c, int cFrom, int cStep) {
        ProductCheck.check(left, right, c, cFrom, cStep);
        Panels a = left.readableBy(ROWS);
        Panels b = right.readableBy(COLUMNS);
        float[] tile = new float[ROWS * COLUMNS];
        for (int column = 0; column < right.columns(); column += COLUMNS) {
            int bFrom = b.readStart(column, COLUMNS);
            int skipped = b.overlap(column, COLUMNS);
            int columns = Math.min(COLUMNS, right.columns() - column);
            for (int row = 0; row < left.columns(); row += ROWS) {
                int aFrom = a.readStart(row, ROWS);
                if (TWELVE) {
                    TwelveRowTile.sum(
                            a.length(), a.data(), aFrom, a.step(), b.data(), bFrom, b.step(), tile);
                } else {
                    SixRowTile.sum(
                            a.length(), a.data(), aFrom, a.step(), b.data(), bFrom, b.step(), tile);
                }
                int from = a.overlap(row, ROWS) * COLUMNS + skipped;
                int rows = Math.min(ROWS, left.columns() - row);
                write(update, tile, from, rows, columns, c, cFrom + row * cStep + column, cStep);
            }
        }
    }

    private static void write(
            Update update,
            float[] tile,
            int from,
            int rows,
            int columns,
            float[] c,
            int to,
            int step) {
        switch (update) {
            case SET -> {
                for (int r = 0; r < rows; r++) {
                    System.arraycopy(tile, from + r * COLUMNS, c, to + r * step, columns);
                }
            }
            case ADD -> {
                for (int r = 0; r < rows; r++) {
                    add(tile, from + r * COLUMNS, c, to + r * step, columns);
                }
            }
            case SUBTRACT -> {
                for (int r = 0; r < rows; r++) {
                    subtract(tile, from + r * COLUMNS, c, to + r * step, columns);
                }
            }
        }
    }

    private static void add(float[] tile, int from, float[] c, int to, int columns) {
        if (columns == COLUMNS) {
            load(c, to).add(load(tile, from)).intoArray(c, to);
            load(c, to + LANES).add(load(tile, from + LANES)).intoArray(c, to + LANES);
            return;
        }
        for (int j = 0; j < columns; j++) {
            c[to + j] += tile[from + j];
        }
    }

    private static void subtract(float[] tile, int from, float[] c, int to, int columns) {
        if (columns == COLUMNS) {
            load(c, to).sub(load(tile, from)).intoArray(c, to);
            load(c, to + LANES).sub(load(tile, from + LANES)).intoArray(c, to + LANES);
            return;
        }
        for (int j = 0; j < columns; j++) {
            c[to + j] -= tile[from + j];
        }
    }

    @Override
    public int above(float threshold, float[] scores, int from, int length, int[] positions) {
        FloatVector limit = FloatVector.broadcast(SPECIES, threshold);
        int found = 0;
        int k = 0;
        for (; k <= length - LANES; k += LANES) {
            VectorMask<Float> higher = load(scores, from + k).compare(VectorOperators.GT, limit);
            if (higher.anyTrue()) {
                found = collect(threshold, scores, from, k, k + LANES, positions, found);
            }
        }
        return collect(threshold, scores, from, k, length, positions, found);
    }

    private static int collect(
            float threshold,
            float[] scores,
            int from,
            int start,
            int end,
            int[] positions,
            int found) {
        int count = found;
        for (int k = start; k < end; k++) {
            if (scores[from + k] > threshold) {
                positions[count++] = k;
            }
        }
        return count;
    }

    private static FloatVector load(float[] array, int at) {
        return FloatVector.fromArray(SPECIES, array, at);
    }
}
