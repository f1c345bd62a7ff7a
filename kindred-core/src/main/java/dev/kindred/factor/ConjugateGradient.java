package dev.kindred.factor;

/**
 * A few steps of the preconditioned conjugate gradient on the normal equations {@code (diag(ridge)
 * + Y'WY) x = Y'Wt}, from the x that is there. The preconditioner is the diagonal of the matrix.
 *
 * <p>Cost: 4 products with one row per row and two steps; the matrix is never built.
 */
final class ConjugateGradient implements RowSolver {
    /** A residual whose square fell by this factor is rounding noise. */
    private static final double SOLVED = 1e-12;

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
            double curvature = Dense.dot(direction, 0, image, 0, direction.length);
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
            float fitted = Dense.dot(rows, k * width, x, at, width);
            problem.fitted()[k] = fitted;
            float error = weight * (problem.targets()[k] - fitted);
            for (int j = 0; j < width; j++) {
                float y = rows[k * width + j];
                residual[j] += error * y;
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
            along[k] = Dense.dot(problem.rows(), k * width, direction, 0, width);
            Dense.axpy(problem.weights()[k] * along[k], problem.rows(), k * width, image, 0, width);
        }
    }

    private void move(RowProblem problem, float[] x, int at, float length) {
        for (int j = 0; j < direction.length; j++) {
            x[at + j] += length * direction[j];
            residual[j] -= length * image[j];
        }
        for (int k = 0; k < problem.size(); k++) {
            problem.fitted()[k] += length * along[k];
        }
    }
}
