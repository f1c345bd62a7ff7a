package dev.kindred.experiment.online;

import dev.kindred.internal.Checks;

/**
 * One arm of LinUCB with disjoint models: ridge regression of the reward on a context, and how
 * unsure it is. The arm with the largest {@link #score} is played. Not thread-safe.
 *
 * <pre>
 * A = I + sum x x'    b = sum r x    theta = A^-1 b    score = theta' x + alpha sqrt(x' A^-1 x)
 * </pre>
 *
 * <p>The inverse is kept up to date (Sherman, Morrison). Cost: O(d^2) per update and score.
 *
 * <p>Source: L. Li et al., "A Contextual-Bandit Approach to Personalized News Article
 * Recommendation", WWW 2010.
 */
public final class LinUcb {
    private final int size;
    private final double[][] inverse;
    private final double[] b;

    /** An arm that has seen nothing, for contexts of a size. */
    public LinUcb(int size) {
        this.size = Checks.positive("size", size);
        this.inverse = new double[size][size];
        this.b = new double[size];
        for (int k = 0; k < size; k++) {
            inverse[k][k] = 1;
        }
    }

    /** Learns what a context earned. */
    public void update(double[] x, double reward) {
        Checks.sameLength("context", size, x.length);
        Checks.finite("reward", reward);
        for (double value : x) {
            Checks.finite("value of the context", value);
        }
        double[] ax = times(x);
        double scale = 1 + dot(x, ax);
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                inverse[i][j] -= ax[i] * ax[j] / scale;
            }
            b[i] += reward * x[i];
        }
    }

    /** What is expected: theta' x. */
    public double mean(double[] x) {
        Checks.sameLength("context", size, x.length);
        return dot(theta(), x);
    }

    /** How unsure that is: sqrt(x' A^-1 x). */
    public double width(double[] x) {
        Checks.sameLength("context", size, x.length);
        return Math.sqrt(Math.max(0, dot(x, times(x))));
    }

    /**
     * The upper bound by which arms are chosen.
     *
     * @param alpha how much not knowing is worth; at least 0
     */
    public double score(double[] x, double alpha) {
        return mean(x) + Checks.notNegative("alpha", alpha) * width(x);
    }

    /** The coefficients. */
    public double[] theta() {
        return times(b);
    }

    private double[] times(double[] x) {
        double[] product = new double[size];
        for (int i = 0; i < size; i++) {
            product[i] = dot(inverse[i], x);
        }
        return product;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }
}
