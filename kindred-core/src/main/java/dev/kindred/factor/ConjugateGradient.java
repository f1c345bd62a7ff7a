package dev.kindred.factor;

import dev.kindred.internal.kernel.Kernels;

/**
 * A few steps of the preconditioned conjugate gradient on the normal equations {@code (diag(ridge)
 * + Y'WY) x = Y'Wt}, from the x that is there. The preconditioner is the ridge, which what was not
 * observed makes up: the larger part, and the one that varies.
 *
 * <p>Cost: 2 products with each row at the start and per step, 1 in the last step; the matrix is
 * never built.
 */
final class ConjugateGradient implements RowSolver {
    /** A residual whose square fell by this factor is rounding noise. */
    private static final double SOLVED = 1e-12;

    private final Kernels kernels = Kernels.get();
    private final int width;
    private final int steps;
    private final float[] start;
    private final float[] inverse; // of the ridge
    private final float[] residual;
    private final float[] scaled; // the residual after the preconditioner
    private final float[] direction;
    private final float[] image; // of the direction, with the sign turned
    private float[] along = new float[0]; // y_k.direction
    private float[] weighted = new float[0];

    ConjugateGradient(int width, int steps) {
        this.width = width;
        this.steps = steps;
        this.start = new float[width];
        this.inverse = new float[width];
        this.residual = new float[width];
        this.scaled = new float[width];
        this.direction = new float[width];
        this.image = new float[width];
    }

    @Override
    public void solve(RowProblem problem, float[] x, int at) {
        if (along.length < problem.size()) {
            along = new float[problem.weights().length];
            weighted = new float[along.length];
        }
        invert(problem.ridge());
        System.arraycopy(x, at, start, 0, width);
        kernels.multiply(-1, problem.ridge(), start, residual, width);
        problem.fit(x, at);
        misfit(problem);
        kernels.addRows(weighted, problem.rows(), 0, problem.size(), width, residual, 0);
        float slope = 0;
        float first = 0;
        for (int step = 0; step < steps; step++) {
            kernels.multiply(1, residual, inverse, scaled, width);
            float next = kernels.dot(residual, 0, scaled, 0, width);
            first = step == 0 ? next : first;
            if (!(next > SOLVED * first)) {
                return;
            }
            kernels.fade(step == 0 ? 0 : next / slope, direction, scaled, width);
            slope = next;
            float length = slope / curvature(problem, step == steps - 1);
            kernels.axpy(length, direction, 0, x, at, width);
            kernels.axpy(length, along, 0, problem.fitted(), 0, problem.size());
            kernels.axpy(length, image, 0, residual, 0, width);
        }
    }

    private void invert(float[] ridge) {
        for (int j = 0; j < inverse.length; j++) {
            inverse[j] = 1 / ridge[j];
        }
    }

    private void misfit(RowProblem problem) {
        for (int k = 0; k < problem.size(); k++) {
            weighted[k] = problem.weights()[k] * (problem.targets()[k] - problem.fitted()[k]);
        }
    }

    /** direction . matrix . direction; leaves what the step adds to the residual, but the last. */
    private float curvature(RowProblem problem, boolean isLast) {
        int n = problem.size();
        kernels.dots(problem.rows(), 0, n, width, direction, 0, along);
        kernels.multiply(-1, problem.weights(), along, weighted, n);
        kernels.multiply(-1, problem.ridge(), direction, image, width);
        if (isLast) {
            return -kernels.dot(direction, 0, image, 0, width)
                    - kernels.dot(weighted, 0, along, 0, n);
        }
        kernels.addRows(weighted, problem.rows(), 0, n, width, image, 0);
        return -kernels.dot(direction, 0, image, 0, width);
    }
}
