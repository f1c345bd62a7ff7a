package dev.kindred.neural;

import dev.kindred.internal.kernel.Kernels;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * Adds up the gradients of the rows that a batch touches, and updates those rows alone: a step
 * costs the same however many rows the matrix has.
 */
final class RowGradients {
    private final Kernels kernels = Kernels.get();
    private final Weights weights;
    private final int width;
    private final int[] slotOf; // per row: its slot + 1 in this step, or 0
    private int[] touched = new int[0];
    private int[] counts = new int[0];
    private float[] sums = new float[0];
    private int size;
    private final float[] one;

    RowGradients(Weights weights) {
        this.weights = weights;
        this.width = weights.width();
        this.slotOf = new int[weights.rows()];
        this.one = new float[width];
    }

    /** Adds gradients of rows, one after the other. */
    void add(int[] rows, int count, FloatBuffer gradients) {
        reserve(count);
        for (int k = 0; k < count; k++) {
            gradients.get(k * width, one, 0, width);
            int slot = slot(rows[k]);
            counts[slot]++;
            kernels.axpy(1, one, 0, sums, slot * width, width);
        }
    }

    private void reserve(int more) {
        if (size + more > touched.length) {
            touched = Arrays.copyOf(touched, size + more);
            counts = Arrays.copyOf(counts, size + more);
            sums = Arrays.copyOf(sums, Math.multiplyExact(size + more, width));
        }
    }

    private int slot(int row) {
        if (slotOf[row] == 0) {
            touched[size] = row;
            counts[size] = 0;
            Arrays.fill(sums, size * width, (size + 1) * width, 0);
            slotOf[row] = ++size;
        }
        return slotOf[row] - 1;
    }

    /**
     * Updates the rows and forgets their gradients.
     *
     * @param pull towards 0, per gradient added
     */
    void apply(float rate, float pull) {
        for (int slot = 0; slot < size; slot++) {
            int row = touched[slot];
            System.arraycopy(sums, slot * width, one, 0, width);
            kernels.axpy(pull * counts[slot], weights.values(), row * width, one, 0, width);
            weights.updateRow(row, one, rate);
            slotOf[row] = 0;
        }
        size = 0;
    }
}
