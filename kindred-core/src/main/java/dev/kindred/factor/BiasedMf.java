package dev.kindred.factor;

import dev.kindred.data.Dataset;
import dev.kindred.model.Algorithm;
import dev.kindred.model.FitContext;
import dev.kindred.model.ModelInfo;

/**
 * Rating prediction by matrix factorisation with biases, trained by stochastic gradient descent.
 *
 * <p>{@code r(u,i) = mean + b_u + b_i + p_u.q_i}. Over the observed ratings only, in shuffled
 * order, with error e of each:
 *
 * <pre>
 * b_u += rate (e - regularization b_u)           b_i likewise
 * p_u += rate (e q_i - regularization p_u)       q_i likewise, with the old p_u
 * rate of epoch n = learningRate (1 - decay n / epochs), n from 0
 * </pre>
 *
 * <p>A user is solved from the history that is given, as the ridge regression that the training
 * ends at; so a new rating changes the next prediction. With {@code foldIn=false} users keep what
 * was trained.
 *
 * <p>Cost: time O(ratings factors) per epoch, memory O((users + items) factors + ratings). Threads
 * work on cells of a grid that share no user and no item, so they never change the result; the
 * ratings of a few users at a time are in random order within a cell.
 *
 * <p>An empty history gets mean + b_i; an item without ratings mean + b_u.
 *
 * <p>Source: Y. Koren, R. Bell, C. Volinsky, "Matrix Factorization Techniques for Recommender
 * Systems", IEEE Computer 2009; the grid: R. Gemulla et al., KDD 2011. Differs in the falling
 * learning rate, the standardised ratings and the fold-in; preset "textbook" has none of them.
 */
public final class BiasedMf implements Algorithm<BiasedMfModel> {
    /** The algorithm's name. */
    public static final String NAME = "biased-mf";

    private final BiasedMfConfig config;

    public BiasedMf(BiasedMfConfig config) {
        this.config = config;
    }

    @Override
    public BiasedMfModel fit(Dataset data, FitContext context) {
        var training = new BiasedMfTraining(config, data.byUser(), context);
        training.run();
        return training.model(ModelInfo.of(NAME, config, data, context), data.items());
    }
}
