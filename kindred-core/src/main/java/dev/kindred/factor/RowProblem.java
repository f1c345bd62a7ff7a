package dev.kindred.factor;

import dev.kindred.internal.Checks;
import dev.kindred.internal.kernel.Kernels;
import java.util.Arrays;

/**
 * The weighted least squares problem of one user (or item), the factors of the other side held:
 *
 * <pre>f(x) = sum over k of weight_k (target_k - y_k.x)^2 + sum over j of ridge_j x_j^2</pre>
 *
 * <p>Working memory that is filled again and again; not thread-safe.
 */
final class RowProblem {
    private final Kernels kernels = Kernels.get();
    private final int width;
    private int size;
    private float[] rows = new float[0];
    private float[] weights = new float[0];
    private float[] targets = new float[0];
    private float[] fitted = new float[0];
    private float[] errors = new float[0];
    private float[] weighted = new float[0];
    private final float[] ridge;
    private final float[] point;
    private final float[] pulled;

    RowProblem(int width) {
        this.width = width;
        this.ridge = new float[width];
        this.point = new float[width];
        this.pulled = new float[width];
    }

    /** Forgets all rows; the ridge stays. */
    void clear() {
        size = 0;
    }

    /** Makes room, so that adding this many rows copies nothing. */
    void reserve(int count) {
        if (weights.length < count) {
            rows = Arrays.copyOf(rows, Math.multiplyExact(count, width));
            weights = Arrays.copyOf(weights, count);
            targets = Arrays.copyOf(targets, count);
            fitted = new float[count];
            errors = new float[count];
            weighted = new float[count];
        }
    }

    /** Adds the row y that starts at a place of the given array. */
    void add(float[] from, int at, double weight, double target) {
        if (size == weights.length) {
            reserve(Math.max(16, size + (size >> 1)));
        }
        System.arraycopy(from, at, rows, size * width, width);
        weights[size] = (float) weight;
        targets[size++] = (float) target;
    }

    /** Sets the pull on all factors to {@code spectrum_j + constant}. */
    void ridge(float[] spectrum, double constant) {
        Checks.sameLength("spectrum", width, spectrum.length);
        float pull = (float) constant;
        for (int j = 0; j < ridge.length; j++) {
            ridge[j] = spectrum[j] + pull;
        }
    }

    /** The objective at x; what the solver left in {@link #fitted} must belong to x. */
    double objective(float[] x, int at) {
        System.arraycopy(targets, 0, errors, 0, size);
        kernels.axpy(-1, fitted, 0, errors, 0, size);
        kernels.multiply(1, weights, errors, weighted, size);
        System.arraycopy(x, at, point, 0, width);
        kernels.multiply(1, ridge, point, pulled, width);
        return (double) kernels.dot(weighted, 0, errors, 0, size)
                + kernels.dot(pulled, 0, point, 0, width);
    }

    /** Computes {@link #fitted} anew. */
    void fit(float[] x, int at) {
        kernels.dots(rows, 0, size, width, x, at, fitted);
    }

    int width() {
        return width;
    }

    int size() {
        return size;
    }

    /** All rows, one after the other. */
    float[] rows() {
        return rows;
    }

    float[] weights() {
        return weights;
    }

    float[] targets() {
        return targets;
    }

    /** What x predicts for each row. */
    float[] fitted() {
        return fitted;
    }

    float[] ridge() {
        return ridge;
    }
}
