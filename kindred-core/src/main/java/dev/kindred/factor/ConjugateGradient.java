package dev.kindred.factor;

import dev.kindred.internal.kernel.Kernels;

/**
 * A few steps of the preconditioned conjugate gradient on the normal equations {@code (diag(ridge)
 * + Y'WY) x = Y'Wt}, from the x that is there. The preconditioner is the ridge, which what was not
 * observed makes up: the larger part, and the one that varies.
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
    private float[] along = new float[0]; // y_k.direction
    private float[] weighted = new float[0];

    ConjugateGradient(int width, int steps) {
        this.steps = steps;
        this.residual = new float[width];
        this.direction = new float[width];
        this.image = new float[width];
    }

    @Override
    public void solve(RowProblem problem, float[] x, int at) {
        if (along.length < problem.size()) {
            along = new float[problem.weights().length];
            weighted = new float[along.length];
        }
        start(problem, x, at);
        double slope = 0;
        double first = preconditioned(problem.ridge());
        for (int step = 0; step < steps; step++) {
            double next = preconditioned(problem.ridge());
            if (!(next > SOLVED * first)) {
                return;
            }
            turn(problem.ridge(), step == 0 ? 0 : (float) (next / slope));
            slope = next;
            apply(problem);
            double curvature = kernels.dot(direction, 0, image, 0, direction.length);
            move(problem, x, at, (float) (slope / curvature));
        }
    }

    /** The residual of the normal equations, and what x predicts. */
    private void start(RowProblem problem, float[] x, int at) {
        int width = problem.width();
        float[] ridge = problem.ridge();
        for (int j = 0; j < width; j++) {
            residual[j] = -ridge[j] * x[at + j];
        }
        problem.fit(x, at);
        for (int k = 0; k < problem.size(); k++) {
            weighted[k] = problem.weights()[k] * (problem.targets()[k] - problem.fitted()[k]);
        }
        kernels.addRows(weighted, problem.rows(), 0, problem.size(), width, residual, 0);
    }

    /** residual . residual / ridge. */
    private double preconditioned(float[] ridge) {
        double sum = 0;
        for (int j = 0; j < residual.length; j++) {
            sum += residual[j] * residual[j] / ridge[j];
        }
        return sum;
    }

    private void turn(float[] ridge, float keep) {
        for (int j = 0; j < direction.length; j++) {
            direction[j] = residual[j] / ridge[j] + keep * direction[j];
        }
    }

    /** image = matrix times direction. */
    private void apply(RowProblem problem) {
        int width = problem.width();
        for (int j = 0; j < width; j++) {
            image[j] = problem.ridge()[j] * direction[j];
        }
        int n = problem.size();
        kernels.dots(problem.rows(), 0, n, width, direction, 0, along);
        for (int k = 0; k < n; k++) {
            weighted[k] = problem.weights()[k] * along[k];
        }
        kernels.addRows(weighted, problem.rows(), 0, n, width, image, 0);
    }

    private void move(RowProblem problem, float[] x, int at, float length) {
        kernels.axpy(length, direction, 0, x, at, direction.length);
        kernels.axpy(-length, image, 0, residual, 0, direction.length);
        kernels.axpy(length, along, 0, problem.fitted(), 0, problem.size());
    }
}
