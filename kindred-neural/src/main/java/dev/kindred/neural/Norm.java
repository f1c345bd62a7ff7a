package dev.kindred.neural;

import dev.kindred.internal.Checks;
import dev.kindred.io.Tensors;

/**
 * Layer normalisation: {@code y = scale * (x - mean(x)) / sqrt(variance(x) + 1e-5) + shift}.
 *
 * @param scale one number per number of an input
 * @param shift likewise
 */
record Norm(float[] scale, float[] shift) {
    static final float TINY = 1e-5f;

    Norm {
        Checks.sameLength("shift", scale.length, shift.length);
    }

    static Norm load(String name, Tensors in) {
        return new Norm(in.floats(name + ".scale"), in.floats(name + ".shift"));
    }

    void save(String name, Tensors out) {
        out.put(name + ".scale", scale);
        out.put(name + ".shift", shift);
    }

    /** Normalises n columns: number p of column j is at {@code p * n + j}. */
    float[] apply(float[] x, int n) {
        float[] mean = new float[n];
        float[] square = new float[n];
        int width = scale.length;
        for (int p = 0; p < width; p++) {
            add(x, p * n, mean, n);
        }
        for (int j = 0; j < n; j++) {
            mean[j] /= width;
        }
        for (int p = 0; p < width; p++) {
            addSquares(x, p * n, mean, square, n);
        }
        for (int j = 0; j < n; j++) {
            square[j] = (float) (1 / Math.sqrt(square[j] / width + TINY));
        }
        float[] y = new float[width * n];
        for (int p = 0; p < width; p++) {
            normalise(x, p * n, mean, square, scale[p], shift[p], y, n);
        }
        return y;
    }

    private static void add(float[] x, int from, float[] sums, int n) {
        for (int j = 0; j < n; j++) {
            sums[j] += x[from + j];
        }
    }

    private static void addSquares(float[] x, int from, float[] mean, float[] sums, int n) {
        for (int j = 0; j < n; j++) {
            float away = x[from + j] - mean[j];
            sums[j] += away * away;
        }
    }

    private static void normalise(
            float[] x,
            int from,
            float[] mean,
            float[] inverse,
            float scale,
            float shift,
            float[] y,
            int n) {
        for (int j = 0; j < n; j++) {
            y[from + j] = (x[from + j] - mean[j]) * inverse[j] * scale + shift;
        }
    }
}
