package dev.kindred.factor;

import dev.kindred.internal.kernel.Kernels;
import dev.kindred.internal.kernel.Symmetric;
import java.util.Arrays;

/**
 * Solves row problems exactly, by Cholesky in the smaller of two forms.
 *
 * <pre>
 * primal, width x width:  (D + Y'WY) x = Y'Wt           D = diag(ridge), one row of Y per row
 * dual,   size x size:    (1/W + Y D^-1 Y') a = t,  x = D^-1 Y'a
 * </pre>
 *
 * <p>Both give the same x (Woodbury); in the dual, {@code a = W (t - Yx)}, so what x predicts comes
 * for free. With n rows of d factors the cost is n d^2 / 2 + d^3 / 6 multiply-adds in the primal
 * and n^2 d / 2 + n^3 / 6 in the dual.
 *
 * <p>Where floats are too coarse for a matrix, its diagonal is raised by as little as it takes.
 */
final class ExactSolver implements RowSolver {
    private static final int CHUNK = 256;
    private static final float FIRST_RAISE = 1e-6f;

    private final Kernels kernels = Kernels.get();
    private final int width;
    private final float[] roots; // of the ridge
    private float[] matrix = new float[0];
    private float[] scaled = new float[0];
    private float[] right = new float[0];

    ExactSolver(int width) {
        this.width = width;
        this.roots = new float[width];
    }

    @Override
    public void solve(RowProblem problem, float[] x, int at) {
        if (problem.size() < width) {
            dual(problem, x, at);
        } else {
            primal(problem, x, at);
        }
    }

    /**
     * How much each row's target adds to the fitted value of a new row: {@code weight_k target_k
     * y.(D + Y'WY)^-1 y_k}.
     *
     * @param y the new row, from {@code at} on
     * @return one share per row; their sum is {@code y.x}
     */
    double[] shares(RowProblem problem, float[] y, int at) {
        int n = problem.size();
        double[] shares = new double[n];
        if (n < width) {
            // With M = 1/W + Y D^-1 Y' the shares are M^-1 Y D^-1 y, times the targets.
            factorDual(problem);
            for (int j = 0; j < width; j++) {
                scaled[j] = y[at + j] / problem.ridge()[j];
            }
            kernels.dots(problem.rows(), 0, n, width, scaled, 0, right);
            Symmetric.solve(kernels, matrix, 0, n, right, 0);
            for (int k = 0; k < n; k++) {
                shares[k] = (double) right[k] * problem.targets()[k];
            }
        } else {
            factorPrimal(problem);
            System.arraycopy(y, at, right, 0, width);
            Symmetric.solve(kernels, matrix, 0, width, right, 0);
            for (int k = 0; k < n; k++) {
                shares[k] =
                        (double) problem.weights()[k]
                                * problem.targets()[k]
                                * kernels.dot(problem.rows(), k * width, right, 0, width);
            }
        }
        return shares;
    }

    private void dual(RowProblem problem, float[] x, int at) {
        int n = problem.size();
        factorDual(problem);
        System.arraycopy(problem.targets(), 0, right, 0, n);
        Symmetric.solve(kernels, matrix, 0, n, right, 0);
        Arrays.fill(x, at, at + width, 0);
        kernels.addRows(right, problem.rows(), 0, n, width, x, at);
        for (int k = 0; k < n; k++) {
            problem.fitted()[k] = problem.targets()[k] - right[k] / problem.weights()[k];
        }
        for (int j = 0; j < width; j++) {
            x[at + j] /= problem.ridge()[j];
        }
    }

    private void primal(RowProblem problem, float[] x, int at) {
        factorPrimal(problem);
        Arrays.fill(x, at, at + width, 0);
        for (int k = 0; k < problem.size(); k++) {
            float factor = problem.weights()[k] * problem.targets()[k];
            kernels.axpy(factor, problem.rows(), k * width, x, at, width);
        }
        Symmetric.solve(kernels, matrix, 0, width, x, at);
        problem.fit(x, at);
    }

    /** Factors 1/W + Y D^-1 Y'. */
    private void factorDual(RowProblem problem) {
        int n = problem.size();
        reserve(n, Math.max(n, 1) * width);
        for (int j = 0; j < width; j++) {
            roots[j] = (float) (1 / Math.sqrt(problem.ridge()[j]));
        }
        float[] rows = problem.rows();
        for (float raise = 0; ; raise = raised(raise)) {
            for (int k = 0; k < n; k++) {
                for (int j = 0; j < width; j++) {
                    scaled[j * n + k] = rows[k * width + j] * roots[j]; // transposed
                }
            }
            Arrays.fill(matrix, 0, n * n, 0);
            Symmetric.rankUpdate(kernels, scaled, 0, width, n, matrix, 0);
            for (int k = 0; k < n; k++) {
                matrix[k * n + k] = matrix[k * n + k] * (1 + raise) + 1 / problem.weights()[k];
            }
            if (Symmetric.factor(kernels, matrix, 0, n)) {
                return;
            }
        }
    }

    /** Factors D + Y'WY. */
    private void factorPrimal(RowProblem problem) {
        reserve(width, CHUNK * width);
        for (float raise = 0; ; raise = raised(raise)) {
            Arrays.fill(matrix, 0, width * width, 0);
            for (int first = 0; first < problem.size(); first += CHUNK) {
                addChunk(problem, first, Math.min(CHUNK, problem.size() - first));
            }
            for (int j = 0; j < width; j++) {
                int at = j * width + j;
                matrix[at] = matrix[at] * (1 + raise) + problem.ridge()[j];
            }
            if (Symmetric.factor(kernels, matrix, 0, width)) {
                return;
            }
        }
    }

    private void addChunk(RowProblem problem, int first, int count) {
        System.arraycopy(problem.rows(), first * width, scaled, 0, count * width);
        for (int k = 0; k < count; k++) {
            float weight = problem.weights()[first + k];
            if (weight != 1) {
                float root = (float) Math.sqrt(weight);
                for (int j = k * width; j < (k + 1) * width; j++) {
                    scaled[j] *= root;
                }
            }
        }
        Symmetric.rankUpdate(kernels, scaled, 0, count, width, matrix, 0);
    }

    private static float raised(float raise) {
        if (raise >= 1) {
            throw new ArithmeticException("the equations hold infinite numbers");
        }
        return raise == 0 ? FIRST_RAISE : 10 * raise;
    }

    private void reserve(int n, int forRows) {
        if (right.length < n) {
            right = new float[n];
            matrix = new float[n * n];
        }
        if (scaled.length < forRows) {
            scaled = new float[forRows];
        }
    }
}
