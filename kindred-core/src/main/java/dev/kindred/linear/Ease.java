package dev.kindred.linear;

import dev.kindred.data.Dataset;
import dev.kindred.data.SparseRows;
import dev.kindred.model.Algorithm;
import dev.kindred.model.FitContext;
import dev.kindred.model.FitException;
import dev.kindred.model.ModelInfo;

/**
 * EASE: each item is predicted from all others by ridge regression, in closed form.
 *
 * <p>With X the users' likes (values above 0 count as 1, others not at all), {@code G = X'X}, L the
 * diagonal regularisation and {@code P = (G + L)^-1}: {@code b_ij = -p_ij / p_jj} for i other than
 * j, and {@code b_jj = 0}; the score of j is the sum of b_ij over the liked items i of the history.
 * {@code L_ii = regularization x (n_i / mean n)^regularizationExponent + dropout / (1 - dropout) x
 * n_i}, with n_i the users of item i.
 *
 * <p>Cost: time O(sum over users of history length squared + items^3), memory 4 x items^2 bytes, in
 * training and in the model: 6.7 GB for 41,000 items. With {@code neighbours} m, each target is
 * regressed on m items alone: time O(items m^3), memory O(items m).
 *
 * <p>Edge cases: an item that nobody likes gets no opinion, nor does anything for a history without
 * a liked item that somebody else likes. Up to {@value #LARGEST_IN_DOUBLE} items the inverse is
 * computed in double, beyond in float.
 *
 * <p>Source: H. Steck, "Embarrassingly Shallow Autoencoders for Sparse Data", WWW 2019; dropout: H.
 * Steck, "Autoencoders that don't overfit towards the Identity", NeurIPS 2020. Differs in the
 * option of a regularisation that grows with popularity, and in the sparse approximation, which is
 * exact ridge regression on fewer items.
 */
public final class Ease implements Algorithm<EaseModel> {
    /** The algorithm's name. */
    public static final String NAME = "ease";

    /** Up to so many items, neighbours 0 means all. */
    public static final int LARGEST_EXACT = 50_000;

    /** Beyond that, neighbours 0 means so many. */
    public static final int DEFAULT_NEIGHBOURS = 400;

    static final int LARGEST_IN_DOUBLE = 1000;

    private final EaseConfig config;

    public Ease(EaseConfig config) {
        this.config = config;
    }

    @Override
    public EaseModel fit(Dataset data, FitContext context) {
        SparseRows byUser = data.byUser().positive().binary();
        SparseRows byItem = byUser.transpose();
        float[] pull = regularization(byItem);
        int neighbours = neighbours(byItem.rows());
        Weights weights =
                neighbours == 0
                        ? new ExactEase(byUser, byItem, pull, context).weights()
                        : new SparseEase(byUser, byItem, pull, neighbours, context).weights();
        return new EaseModel(ModelInfo.of(NAME, config, data, context), data.items(), weights);
    }

    private int neighbours(int items) {
        if (config.neighbours() == 0) {
            return items > LARGEST_EXACT ? DEFAULT_NEIGHBOURS : 0;
        }
        return Math.min(config.neighbours(), Math.max(1, items - 1));
    }

    /** What is added to the diagonal; items that nobody likes are alone, whatever it is. */
    private float[] regularization(SparseRows byItem) {
        float[] pull = new float[byItem.rows()];
        double mean = byItem.rows() == 0 ? 0 : byItem.entries() / (double) byItem.rows();
        for (int item = 0; item < pull.length; item++) {
            int users = byItem.size(item);
            double scale =
                    users == 0 ? 1 : StrictMath.pow(users / mean, config.regularizationExponent());
            double dropped = config.dropout() / (1 - config.dropout()) * users;
            double sum = config.regularization() * scale + dropped;
            pull[item] = users == 0 ? 1 : (float) sum;
            if (!Float.isFinite(pull[item])) {
                throw new FitException(
                        "%s: regularization %s with regularizationExponent %s is too large for a float"
                                .formatted(
                                        NAME,
                                        config.regularization(),
                                        config.regularizationExponent()));
            }
        }
        return pull;
    }

    /** The error where a matrix cannot be inverted. */
    static FitException singular() {
        return new FitException(
                NAME
                        + ": some items explain each other so well that their weights are lost in"
                        + " rounding. Maybe raise regularization (or dropout).");
    }
}
