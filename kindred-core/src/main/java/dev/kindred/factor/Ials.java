package dev.kindred.factor;

import dev.kindred.data.Dataset;
import dev.kindred.data.SparseRows;
import dev.kindred.model.Algorithm;
import dev.kindred.model.FitContext;
import dev.kindred.model.ModelInfo;

/**
 * Matrix factorisation of implicit feedback by alternating least squares.
 *
 * <p>Users x_u and items y_i of {@code factors} numbers minimise
 *
 * <pre>
 * sum over observed (u, i) of w_ui (1 - x_u.y_i)^2  +  a sum over all (u, i) of (x_u.y_i)^2
 *   + sum over u of pull(W_u, items) |x_u|^2  +  sum over i of pull(W_i, users) |y_i|^2
 * pull(W, n) = regularization (W + a n)^regularizationExponent
 * </pre>
 *
 * with a = {@code unobservedWeight}, w_ui = 1 + {@code alpha} value, and W the sum of a row's
 * weights. Interactions with a value of 0 or less do not count as observed. A user's score for an
 * item is x_u.y_i, with x_u solved exactly from the history when it is asked for.
 *
 * <p>Each half of an epoch solves every row of one side, the other side held: {@code (a G + Y'WY +
 * pull) x = Y'W1} with the Gram matrix G of the held side. G is diagonalised and both sides are
 * turned onto its axes first, which changes no score; what was not observed then costs a row one
 * multiplication per factor, and the diagonal is a good preconditioner.
 *
 * <p>Cost per epoch with d factors: time O(interactions d + rows d^2) for solver cg and block,
 * O(sum over rows of min(n^2 d, n d^2 + d^3)) for cholesky; memory O((users + items) d). Empty
 * histories and items that nobody liked get no opinion.
 *
 * <p>Source: Y. Hu, Y. Koren, C. Volinsky, "Collaborative Filtering for Implicit Feedback
 * Datasets", ICDM 2008; S. Rendle et al., "Revisiting the Performance of iALS on Item
 * Recommendation Benchmarks", RecSys 2022; G. Takacs et al., "Applications of the Conjugate
 * Gradient Method for Implicit Feedback Collaborative Filtering", RecSys 2011. Differs in the
 * turning of the axes and in the automatic weight of unobserved pairs.
 */
public final class Ials implements Algorithm<IalsModel> {
    /** The algorithm's name. */
    public static final String NAME = "ials";

    /** Times the density of the data: what {@code unobservedWeight} 0 stands for. */
    public static final double AUTO_WEIGHT = 10;

    private final IalsConfig config;

    public Ials(IalsConfig config) {
        this.config = config;
    }

    @Override
    public IalsModel fit(Dataset data, FitContext context) {
        SparseRows likes = data.byUser().positive();
        var training = new IalsTraining(config, likes, context);
        for (int epoch = 1; epoch <= config.epochs() && likes.entries() > 0; epoch++) {
            training.epoch(epoch);
        }
        return training.model(ModelInfo.of(NAME, config, data, context), data.items());
    }
}
