package dev.kindred.neural;

import dev.kindred.internal.Checks;
import dev.kindred.internal.kernel.Kernels;
import dev.kindred.internal.kernel.Panels;
import dev.kindred.internal.kernel.Update;
import dev.kindred.io.Tensors;

/**
 * A layer {@code y = x W + b}. Immutable; works on many inputs at once, each a column.
 *
 * @param in numbers of an input
 * @param out numbers of an output
 * @param weights row-major, {@code in} rows of {@code out} numbers
 * @param bias {@code out} numbers
 */
record Dense(int in, int out, float[] weights, float[] bias) {
    Dense {
        Checks.sameLength("weights", Math.multiplyExact(in, out), weights.length);
        Checks.sameLength("bias", out, bias.length);
    }

    /** Reads what {@link #save} wrote. */
    static Dense load(String name, int in, int out, Tensors tensors) {
        return new Dense(
                in, out, tensors.floats(name + ".weights"), tensors.floats(name + ".bias"));
    }

    void save(String name, Tensors tensors) {
        tensors.put(name + ".weights", new Tensors.Tensor(weights, in, out));
        tensors.put(name + ".bias", bias);
    }

    /**
     * The outputs of {@code n} inputs.
     *
     * @param x input number p of column j at {@code p * n + j}
     * @param y out: output number q of column j at {@code q * n + j}
     */
    void apply(Kernels kernels, float[] x, int n, float[] y) {
        Panels left = Panels.view(weights, 0, out, in, out);
        kernels.product(left, Panels.view(x, 0, n, in, n), Update.SET, y, 0, n);
        for (int q = 0; q < out; q++) {
            Columns.add(bias[q], y, q * n, n);
        }
    }

    /** The gradients of the inputs, given those of the outputs: {@code W dy}. */
    void back(Kernels kernels, float[] dy, int n, float[] dx) {
        Panels left = Panels.packTransposed(weights, 0, out, in, out, kernels.tileRows());
        kernels.product(left, Panels.view(dy, 0, n, out, n), Update.SET, dx, 0, n);
    }

    /** The output of a single input. */
    void apply(Kernels kernels, float[] x, int xFrom, float[] y, int yFrom) {
        System.arraycopy(bias, 0, y, yFrom, out);
        for (int p = 0; p < in; p++) {
            kernels.axpy(x[xFrom + p], weights, p * out, y, yFrom, out);
        }
    }

    /** The gradient of a single input. */
    void back(Kernels kernels, float[] dy, float[] dx, int dxFrom) {
        for (int p = 0; p < in; p++) {
            dx[dxFrom + p] = kernels.dot(weights, p * out, dy, 0, out);
        }
    }
}
