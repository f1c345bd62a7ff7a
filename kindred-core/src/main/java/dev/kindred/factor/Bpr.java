package dev.kindred.factor;

import dev.kindred.data.Dataset;
import dev.kindred.data.SparseRows;
import dev.kindred.model.Algorithm;
import dev.kindred.model.FitContext;
import dev.kindred.model.ModelInfo;

/**
 * Matrix factorisation that learns to rank what was liked above what was not.
 *
 * <p>{@code s(u,i) = x_u.q_i + b_i}. Each interaction (u, i) with a value above 0 is compared with
 * an item j drawn uniformly from those that u did not like. With {@code z = s(u,i) - s(u,j)}, loss
 * "bpr" descends {@code -ln chance(z)}, so that with {@code g = chance(-z)}
 *
 * <pre>
 * x_u += rate (g (q_i - q_j) - regularization x_u)
 * q_i += rate (g x_u - regularization q_i)         b_i likewise, with 1 for x_u
 * q_j += rate (-g x_u - regularization q_j)        b_j likewise
 * rate of epoch n = learningRate (1 - decay n / epochs), n from 0
 * </pre>
 *
 * <p>Loss "warp" draws j until one scores above s(u,i) - 1, and steps with {@code g = ln((items -
 * 1) / draws) / ln(items)} then; after {@code trials} draws it gives up.
 *
 * <p>The users that were trained are forgotten: a user is solved from the history that is given, as
 * in {@link Ials}, with the trained items held and {@code margin - b_i} as what a liked item should
 * score. That ranks better than the trained users do.
 *
 * <p>Cost: time O(interactions factors) per epoch, memory O((users + items) factors +
 * interactions). Threads work on cells that share no user and no item, so they never change the
 * result. Empty histories and items that nobody liked get no opinion.
 *
 * <p>Source: S. Rendle et al., "BPR: Bayesian Personalized Ranking from Implicit Feedback", UAI
 * 2009; J. Weston, S. Bengio, N. Usunier, "WSABIE", IJCAI 2011. Differs in the fold-in, the falling
 * learning rate and, with several cells, in drawing j from a random part of the items that changes
 * each epoch.
 */
public final class Bpr implements Algorithm<BprModel> {
    /** The algorithm's name. */
    public static final String NAME = "bpr";

    private final BprConfig config;

    public Bpr(BprConfig config) {
        this.config = config;
    }

    @Override
    public BprModel fit(Dataset data, FitContext context) {
        SparseRows likes = data.byUser().positive();
        var training = new BprTraining(config, likes, context);
        training.run();
        return training.model(ModelInfo.of(NAME, config, data, context), data.items());
    }
}
