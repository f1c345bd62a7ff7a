package dev.kindred.factor;

import java.util.Arrays;

/**
 * Solves row problems exactly (Cholesky in double), in the smaller of two forms.
 *
 * <pre>
 * primal, width x width:  (D + Y'WY) x = Y'Wt           D = diag(ridge), one row of Y per row
 * dual,   size x size:    (1/W + Y D^-1 Y') a = t,  x = D^-1 Y'a
 * </pre>
 *
 * <p>Both give the same x (Woodbury); in the dual, {@code a = W (t - Yx)}, so what x predicts comes
 * for free. With n rows of d factors the cost is n d^2 / 2 + d^3 / 6 multiply-adds in the primal
 * and n^2 d / 2 + n^3 / 6 in the dual.
 */
final class ExactSolver implements RowSolver {
    private final int width;
    private double[] matrix = new double[0];
    private double[] right = new double[0];
    private final float[] scaled;
    private final double[] sums;

    ExactSolver(int width) {
        this.width = width;
        this.scaled = new float[width];
        this.sums = new double[width];
    }

    @Override
    public void solve(RowProblem problem, float[] x, int at) {
        reserve(Math.min(width, problem.size()));
        if (problem.size() < width) {
            dual(problem, x, at);
        } else {
            primal(problem, x, at);
        }
    }

    /**
     * How much each row's target moves the fitted value of a new row: row k's share is {@code
     * weight_k y.(D + Y'WY)^-1 y_k}, times its target.
     *
     * @param y the new row, from {@code at} on
     * @return one share per row; their sum is {@code y.x}
     */
    double[] shares(RowProblem problem, float[] y, int at) {
        int n = problem.size();
        reserve(Math.min(width, n));
        double[] shares = new double[n];
        if (n < width) {
            // Of 1/W + Y D^-1 Y' = M the shares are M^-1 Y D^-1 y, times the targets.
            dualMatrix(problem);
            for (int j = 0; j < width; j++) {
                scaled[j] = y[at + j] / problem.ridge()[j];
            }
            for (int k = 0; k < n; k++) {
                right[k] = Dense.dot(problem.rows(), k * width, scaled, 0, width);
            }
            solved(n);
            System.arraycopy(right, 0, shares, 0, n);
        } else {
            primalMatrix(problem);
            for (int j = 0; j < width; j++) {
                right[j] = y[at + j];
            }
            solved(width);
            for (int k = 0; k < n; k++) {
                for (int j = 0; j < width; j++) {
                    shares[k] += right[j] * problem.rows()[k * width + j];
                }
                shares[k] *= problem.weights()[k];
            }
        }
        for (int k = 0; k < n; k++) {
            shares[k] *= problem.targets()[k];
        }
        return shares;
    }

    private void reserve(int n) {
        if (right.length < n) {
            matrix = new double[n * n];
            right = new double[n];
        }
    }

    private void solved(int n) {
        if (!Cholesky.solve(matrix, n, right)) {
            throw new ArithmeticException("the equations are not positive definite");
        }
    }

    private void dual(RowProblem problem, float[] x, int at) {
        int n = problem.size();
        dualMatrix(problem);
        for (int k = 0; k < n; k++) {
            right[k] = problem.targets()[k];
        }
        solved(n);
        Arrays.fill(sums, 0);
        for (int k = 0; k < n; k++) {
            for (int j = 0; j < width; j++) {
                sums[j] += right[k] * problem.rows()[k * width + j];
            }
            problem.fitted()[k] = (float) (problem.targets()[k] - right[k] / problem.weights()[k]);
        }
        for (int j = 0; j < width; j++) {
            x[at + j] = (float) (sums[j] / problem.ridge()[j]);
        }
    }

    private void dualMatrix(RowProblem problem) {
        int n = problem.size();
        float[] rows = problem.rows();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < width; j++) {
                scaled[j] = rows[i * width + j] / problem.ridge()[j];
            }
            for (int k = i; k < n; k++) {
                matrix[i * n + k] = Dense.dot(rows, k * width, scaled, 0, width);
            }
            matrix[i * n + i] += 1.0 / problem.weights()[i];
        }
    }

    private void primal(RowProblem problem, float[] x, int at) {
        primalMatrix(problem);
        Arrays.fill(right, 0, width, 0);
        for (int k = 0; k < problem.size(); k++) {
            double factor = (double) problem.weights()[k] * problem.targets()[k];
            for (int j = 0; j < width; j++) {
                right[j] += factor * problem.rows()[k * width + j];
            }
        }
        solved(width);
        for (int j = 0; j < width; j++) {
            x[at + j] = (float) right[j];
        }
        problem.fit(x, at);
    }

    private void primalMatrix(RowProblem problem) {
        float[] rows = problem.rows();
        Arrays.fill(matrix, 0, width * width, 0);
        for (int j = 0; j < width; j++) {
            matrix[j * width + j] = problem.ridge()[j];
        }
        for (int k = 0; k < problem.size(); k++) {
            for (int i = 0; i < width; i++) {
                double factor = problem.weights()[k] * rows[k * width + i];
                for (int j = i; j < width; j++) {
                    matrix[i * width + j] += factor * rows[k * width + j];
                }
            }
        }
    }
}
