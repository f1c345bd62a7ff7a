package dev.kindred.internal.kernel.vector;

import dev.kindred.internal.kernel.Descent;
import dev.kindred.internal.kernel.Kernels;
import dev.kindred.internal.kernel.Panels;
import dev.kindred.internal.kernel.Update;
import jdk.incubator.vector.FloatVector;
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
        return VectorProduct.ROWS;
    }

    @Override
    public int tileColumns() {
        return VectorProduct.COLUMNS;
    }

    @Override
    public float dot(float[] a, int aFrom, float[] b, int bFrom, int length) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = FloatVector.zero(SPECIES);
        int k = 0;
        for (; k <= length - 2 * LANES; k += 2 * LANES) {
            s0 = load(a, aFrom + k).fma(load(b, bFrom + k), s0);
            s1 = load(a, aFrom + k + LANES).fma(load(b, bFrom + k + LANES), s1);
        }
        if (k <= length - LANES) {
            s0 = load(a, aFrom + k).fma(load(b, bFrom + k), s0);
            k += LANES;
        }
        float sum = k > 0 ? sumOfLanes(s0.add(s1)) : 0;
        for (; k < length; k++) {
            sum += a[aFrom + k] * b[bFrom + k];
        }
        return sum;
    }

    static float sumOfLanes(FloatVector vector) {
        return sumInLanes(vector).lane(0);
    }

    /** The sum of the lanes, in every lane. */
    static FloatVector sumInLanes(FloatVector vector) {
        FloatVector sum = vector.add(vector.rearrange(HALF));
        sum = sum.add(sum.rearrange(QUARTER));
        if (LANES > 4) {
            sum = sum.add(sum.rearrange(EIGHTH));
        }
        if (LANES > 8) {
            sum = sum.add(sum.rearrange(SIXTEENTH));
        }
        return sum;
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
        if (k <= length - LANES) {
            factor.fma(load(x, xFrom + k), load(y, yFrom + k)).intoArray(y, yFrom + k);
            k += LANES;
        }
        for (; k < length; k++) {
            y[yFrom + k] = Math.fma(scale, x[xFrom + k], y[yFrom + k]);
        }
    }

    @Override
    public void multiply(float scale, float[] a, float[] b, float[] to, int length) {
        FloatVector factor = FloatVector.broadcast(SPECIES, scale);
        int k = 0;
        for (; k <= length - LANES; k += LANES) {
            factor.mul(load(a, k)).mul(load(b, k)).intoArray(to, k);
        }
        for (; k < length; k++) {
            to[k] = scale * a[k] * b[k];
        }
    }

    @Override
    public void fade(float keep, float[] y, float[] x, int length) {
        FloatVector factor = FloatVector.broadcast(SPECIES, keep);
        int k = 0;
        for (; k <= length - LANES; k += LANES) {
            factor.fma(load(y, k), load(x, k)).intoArray(y, k);
        }
        for (; k < length; k++) {
            y[k] = Math.fma(keep, y[k], x[k]);
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
    public double descend(Descent ratings, int from, int end, float keep, float rate) {
        return VectorDescent.descend(ratings, from, end, keep, rate);
    }

    @Override
    public void dots(
            float[] rows, int from, int count, int length, float[] x, int xFrom, float[] out) {
        VectorRows.dots(rows, from, count, length, x, xFrom, out);
    }

    @Override
    public void addRows(
            float[] factors, float[] rows, int from, int count, int length, float[] y, int yFrom) {
        VectorRows.add(factors, rows, from, count, length, y, yFrom);
    }

    @Override
    public void crossPair(
            float keep,
            float gain,
            float[] x,
            int xFrom,
            float[] rows,
            int pFrom,
            int qFrom,
            int length) {
        FloatVector k0 = FloatVector.broadcast(SPECIES, keep);
        FloatVector g0 = FloatVector.broadcast(SPECIES, gain);
        FloatVector minus = FloatVector.broadcast(SPECIES, -gain);
        int k = 0;
        for (; k <= length - LANES; k += LANES) {
            FloatVector old = load(x, xFrom + k);
            FloatVector p = load(rows, pFrom + k);
            FloatVector q = load(rows, qFrom + k);
            g0.fma(p.sub(q), k0.mul(old)).intoArray(x, xFrom + k);
            g0.fma(old, k0.mul(p)).intoArray(rows, pFrom + k);
            minus.fma(old, k0.mul(q)).intoArray(rows, qFrom + k);
        }
        for (; k < length; k++) {
            float old = x[xFrom + k];
            float p = rows[pFrom + k];
            float q = rows[qFrom + k];
            x[xFrom + k] = Math.fma(gain, p - q, keep * old);
            rows[pFrom + k] = Math.fma(gain, old, keep * p);
            rows[qFrom + k] = Math.fma(-gain, old, keep * q);
        }
    }

    @Override
    public void product(Panels left, Panels right, Update update, float[] c, int cFrom, int cStep) {
        VectorProduct.product(left, right, update, c, cFrom, cStep);
    }

    @Override
    public boolean factorRows(float[] matrix, int from, int n, int first, int end) {
        return VectorCholesky.factorRows(matrix, from, n, first, end);
    }

    @Override
    public void solve(float[] factor, int from, int n, float[] b, int bFrom) {
        VectorCholesky.solve(factor, from, n, b, bFrom);
    }

    @Override
    public int atLeast(float threshold, float[] scores, int from, int length, int[] positions) {
        return VectorScan.atLeast(threshold, scores, from, length, positions);
    }

    @Override
    public void maxima(float[] scores, int from, int length, float[] maxima) {
        VectorScan.maxima(scores, from, length, maxima);
    }

    private static FloatVector load(float[] array, int at) {
        return FloatVector.fromArray(SPECIES, array, at);
    }
}
