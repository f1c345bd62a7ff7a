package dev.kindred.linear;

import dev.kindred.data.Dataset;
import dev.kindred.data.SparseRows;
import dev.kindred.model.Algorithm;
import dev.kindred.model.FitContext;
import dev.kindred.model.ModelInfo;
import java.util.function.IntConsumer;

/**
 * RP3beta: random walks of three steps from the user over items and users to items, with popular
 * targets held down.
 *
 * <p>With n_u and n_i the numbers of items of a user and of users of an item (values above 0 count
 * as 1, others not at all): {@code w_ij = n_j^-beta x sum over users u of i and j of (1 /
 * n_i)^alpha (1 / n_u)^alpha} for j other than i; each item i keeps its {@code neighbours} largest,
 * which are then divided by their sum (normalize); with secondCut each target j keeps its {@code
 * neighbours} largest after that. A candidate's score is the sum of the weights from the items of
 * the history. The exponent applies to each step, before the sum. Beta 0 is P3alpha.
 *
 * <p>Cost: time O(sum over users of history length squared), memory O(items x neighbours).
 *
 * <p>Edge cases: items that share no user with the history get no opinion, so an empty history gets
 * none at all; ties go to the lower item row.
 *
 * <p>Source: B. Paudel, F. Christoffel, C. Newell, A. Bernstein, "Updatable, Accurate, Diverse, and
 * Scalable Recommendations for Interactive Applications", ACM TiiS 2017; P3alpha: C. Cooper et al.,
 * WWW 2014. Differs in one way: all walks are counted exactly, none are sampled. Normalising and
 * the second cut are those of the evaluation framework of M. Ferrari Dacrema et al., ACM TOIS 2021.
 */
public final class Rp3Beta implements Algorithm<Rp3BetaModel> {
    /** The algorithm's name. */
    public static final String NAME = "rp3beta";

    private final Rp3BetaConfig config;

    public Rp3Beta(Rp3BetaConfig config) {
        this.config = config;
    }

    @Override
    public Rp3BetaModel fit(Dataset data, FitContext context) {
        SparseRows byUser = data.byUser().positive().binary();
        var walks = new Walks(config, byUser, Walks.sizes(byUser.transpose()));
        int items = byUser.columns();
        var progress = new RowProgress(context, "fit " + NAME, items);
        var weights = new WeightRows(items, items);
        context.forEachRowWithState(
                items,
                thread -> {
                    IntConsumer worker = walks.worker(weights);
                    return item -> {
                        worker.accept(item);
                        progress.rowDone();
                    };
                });
        return new Rp3BetaModel(
                ModelInfo.of(NAME, config, data, context),
                data.items(),
                finish(config, weights.build(), context));
    }

    /** The weights as they are used, from those that each item kept. */
    static SparseWeights finish(Rp3BetaConfig config, SparseRows kept, FitContext context) {
        SparseRows weights = kept;
        if (config.secondCut()) {
            int keep = config.neighbours();
            weights = WeightRows.largest(weights.transpose(), keep, context).transpose();
        }
        return new SparseWeights(weights);
    }
}
