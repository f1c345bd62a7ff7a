package dev.kindred.neural;

import dev.kindred.io.Tensors;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;

/**
 * A matrix that is trained by Adam, with its running means of gradients and of their squares.
 *
 * <p>Source: D. Kingma, J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015. Differs
 * where only some rows are updated: the running means of the others stay as they are.
 */
final class Weights {
    static final float KEEP_MEAN = 0.9f;
    static final float KEEP_SQUARE = 0.999f;
    private static final float TINY = 1e-8f;

    private final String name;
    private final int rows;
    private final int width;
    private final float[] values;
    private final float[] means;
    private final float[] squares;
    private final float[][] scratch;

    Weights(String name, int rows, int width) {
        this.name = name;
        this.rows = rows;
        this.width = width;
        this.values = new float[Math.multiplyExact(rows, width)];
        this.means = new float[values.length];
        this.squares = new float[values.length];
        this.scratch = new float[4][width];
    }

    /** Starts with normal numbers. */
    Weights normal(SplittableRandom random, double deviation) {
        for (int k = 0; k < values.length; k++) {
            values[k] = (float) (deviation * Gauss.next(random));
        }
        return this;
    }

    /** Starts with numbers spread evenly around 0, by the widths of a layer. */
    Weights uniform(SplittableRandom random, int in, int out) {
        double bound = Math.sqrt(6.0 / (in + out));
        for (int k = 0; k < values.length; k++) {
            values[k] = (float) ((2 * random.nextDouble() - 1) * bound);
        }
        return this;
    }

    /** Starts with one number everywhere. */
    Weights fill(float value) {
        java.util.Arrays.fill(values, value);
        return this;
    }

    int rows() {
        return rows;
    }

    int width() {
        return width;
    }

    /** The numbers themselves. */
    float[] values() {
        return values;
    }

    /** Copies a row into a buffer. */
    void copyRow(int row, FloatBuffer target) {
        target.put(values, row * width, width);
    }

    /** One step with the gradients of all rows. */
    void update(FloatBuffer gradients, float rate) {
        for (int row = 0; row < rows; row++) {
            gradients.get(row * width, scratch[0], 0, width);
            updateRow(row, scratch[0], rate);
        }
    }

    /** One step of one row. */
    void updateRow(int row, float[] gradient, float rate) {
        int at = row * width;
        System.arraycopy(values, at, scratch[1], 0, width);
        System.arraycopy(means, at, scratch[2], 0, width);
        System.arraycopy(squares, at, scratch[3], 0, width);
        adam(gradient, scratch[1], scratch[2], scratch[3], width, rate);
        System.arraycopy(scratch[1], 0, values, at, width);
        System.arraycopy(scratch[2], 0, means, at, width);
        System.arraycopy(scratch[3], 0, squares, at, width);
    }

    private static void adam(float[] g, float[] w, float[] m, float[] v, int n, float rate) {
        for (int k = 0; k < n; k++) {
            float mean = KEEP_MEAN * m[k] + (1 - KEEP_MEAN) * g[k];
            float square = KEEP_SQUARE * v[k] + (1 - KEEP_SQUARE) * g[k] * g[k];
            m[k] = mean;
            v[k] = square;
            w[k] -= rate * mean / ((float) Math.sqrt(square) + TINY);
        }
    }

    /** The rate of a step (from 1), with the start of the running means taken out. */
    static float rate(double learningRate, long step) {
        return (float)
                (learningRate
                        * Math.sqrt(1 - StrictMath.pow(KEEP_SQUARE, step))
                        / (1 - StrictMath.pow(KEEP_MEAN, step)));
    }

    void save(Tensors out) {
        out.put(name + ".values", values);
        out.put(name + ".means", means);
        out.put(name + ".squares", squares);
    }

    void load(Tensors in) {
        System.arraycopy(in.floats(name + ".values"), 0, values, 0, values.length);
        System.arraycopy(in.floats(name + ".means"), 0, means, 0, means.length);
        System.arraycopy(in.floats(name + ".squares"), 0, squares, 0, squares.length);
    }
}
