package dev.kindred.factor;

import dev.kindred.data.History;
import java.util.Arrays;

/**
 * Solves a user's bias and factors from a history, the items held: the ridge regression
 *
 * <pre>
 * sum over rated i of (r_i - known_i - b - p.q_i)^2 + (n + 50) regularization (b^2 + s^2 |p|^2)
 * </pre>
 *
 * <p>that gradient descent with a pull per rating ends at, with s the deviation that ratings were
 * divided by. Immutable and thread-safe.
 */
final class RatingFoldIn {
    /**
     * The pull of this many more ratings makes up for the noise in the items' factors: a user
     * solved exactly fits it, one trained beside the items stops before.
     */
    private static final double PRIOR = 50;

    private static final double LEAST = 1e-6;

    /** The part of a prediction that is known without the user's own bias and factors. */
    interface Known {
        double of(int item);
    }

    private final Factors items; // (q, 1, b) per row
    private final double regularization;
    private final double deviation;

    RatingFoldIn(Factors items, double regularization, double deviation) {
        this.items = items;
        this.regularization = Math.max(LEAST, regularization);
        this.deviation = deviation;
    }

    /** The user's row (p, b, 1); (0, 0, 1) for an empty history. */
    float[] solve(History history, Known known) {
        int width = items.width() - 1;
        float[] user = new float[width + 1];
        user[width] = 1;
        if (history.size() > 0) {
            new ExactSolver(width).solve(problem(history, known), user, 0);
        }
        return user;
    }

    /** What each rating of the history adds to {@code b + p.q} of an item. */
    double[] shares(History history, Known known, int item) {
        return new ExactSolver(items.width() - 1)
                .shares(problem(history, known), items.values(), items.at(item));
    }

    private RowProblem problem(History history, Known known) {
        int width = items.width() - 1;
        var problem = new RowProblem(width);
        problem.reserve(history.size());
        for (int k = 0; k < history.size(); k++) {
            int item = history.item(k);
            problem.add(items.values(), items.at(item), 1, history.value(k) - known.of(item));
        }
        double pull = (history.size() + PRIOR) * regularization;
        Arrays.fill(problem.ridge(), (float) (pull * deviation * deviation));
        problem.ridge()[width - 1] = (float) pull;
        return problem;
    }
}
