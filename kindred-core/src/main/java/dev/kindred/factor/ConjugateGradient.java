package dev.kindred.factor;

import dev.kindred.internal.kernel.Kernels;

/**
 * A few steps of the preconditioned conjugate gradient on the normal equations {@code (diag(ridge)
 * + Y'WY) x = Y'Wt}, from the x that is there. The preconditioner is the diagonal of the matrix.
 *
 * <p>Cost: 2 products with each row at the start and per step; the matrix is never built.
 */
final class ConjugateGradient implements RowSolver {
    /** A residual whose square fell by this factor is rounding noise. */
    private static final double SOLVED = 1e-12;

    private final Kernels kernels = Kernels.get();
    private final int steps;
    private final float[] residual;
    private final float[] direction;
    private final float[] image;
    private final float[] diagonal;
    private float[] along = new float[0]; // y_k.direction

    ConjugateGradient(int width, int steps) {
        this.steps = steps;
        this.residual = new float[width];
        this.direction = new float[width];
        this.image = new float[width];
        this.diagonal = new float[width];
    }

    @Override
    public void solve(RowProblem problem, float[] x, int at) {
        if (along.length < problem.size()) {
            along = new float[problem.weights().length];
        }
        start(problem, x, at);
        double slope = 0;
        double first = preconditioned();
        for (int step = 0; step < steps; step++) {
            double next = preconditioned();
            if (!(next > SOLVED * first)) {
                return;
            }
            turn(step == 0 ? 0 : (float) (next / slope));
            slope = next;
            apply(problem);
            double curvature = kernels.dot(direction, 0, image, 0, direction.length);
            move(problem, x, at, (float) (slope / curvature));
        }
    }

    /** The residual of the normal equations, their diagonal, and what x predicts. */
    private void start(RowProblem problem, float[] x, int at) {
        int width = problem.width();
        float[] rows = problem.rows();
        for (int j = 0; j < width; j++) {
            residual[j] = -problem.ridge()[j] * x[at + j];
            diagonal[j] = problem.ridge()[j];
        }
        for (int k = 0; k < problem.size(); k++) {
            float weight = problem.weights()[k];
            float fitted = kernels.dot(rows, k * width, x, at, width);
            problem.fitted()[k] = fitted;
            float error = weight * (problem.targets()[k] - fitted);
            kernels.axpy(error, rows, k * width, residual, 0, width);
            for (int j = 0; j < width; j++) {
                float y = rows[k * width + j];
                diagonal[j] += weight * y * y;
            }
        }
    }

    /** residual . residual / diagonal. */
    private double preconditioned() {
        double sum = 0;
        for (int j = 0; j < residual.length; j++) {
            sum += residual[j] * residual[j] / diagonal[j];
        }
        return sum;
    }

    private void turn(float keep) {
        for (int j = 0; j < direction.length; j++) {
            direction[j] = residual[j] / diagonal[j] + keep * direction[j];
        }
    }

    /** image = matrix times direction. */
    private void apply(RowProblem problem) {
        int width = problem.width();
        for (int j = 0; j < width; j++) {
            image[j] = problem.ridge()[j] * direction[j];
        }
        for (int k = 0; k < problem.size(); k++) {
            along[k] = kernels.dot(problem.rows(), k * width, direction, 0, width);
            float factor = problem.weights()[k] * along[k];
            kernels.axpy(factor, problem.rows(), k * width, image, 0, width);
        }
    }

    private void move(RowProblem problem, float[] x, int at, float length) {
        kernels.axpy(length, direction, 0, x, at, direction.length);
        kernels.axpy(-length, image, 0, residual, 0, direction.length);
        kernels.axpy(length, along, 0, problem.fitted(), 0, problem.size());
    }
}
