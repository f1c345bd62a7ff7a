package dev.kindred.factor;

import dev.kindred.data.Dataset;
import dev.kindred.model.Algorithm;
import dev.kindred.model.FitContext;
import dev.kindred.model.ModelInfo;

/**
 * Rating prediction by matrix factorisation that also learns from which items a user rated at all.
 *
 * <p>{@code r(u,i) = mean + b_u + b_i + q_i.(p_u + |N(u)|^-1/2 sum over j in N(u) of y_j)}, with
 * N(u) the items that u rated. Trained by stochastic gradient descent on the observed ratings. With
 * error e, and x_u the bracket above:
 *
 * <pre>
 * b_u += rate (e - regularization b_u)      p_u += rate (e q_i - regularization p_u)
 * b_i += rate (e - regularization b_i)      q_i += rate (e x_u - regularization q_i)
 * y_j += rate (|N(u)|^-1/2 sum over u's ratings of e q_i  -  regularization y_j)    once per user
 * rate of epoch n = learningRate (1 - decay n / epochs), n from 0
 * </pre>
 *
 * <p>Users are taken in random groups: all users of a group at once with the items held, then all
 * items at once with the users held, so threads share nothing and never change the result. The sum
 * of y is made once per user and epoch, and the pull on a row is applied once per group.
 *
 * <p>A user is solved from the history that is given, as a ridge regression of the bias and p_u. An
 * empty history gets mean + b_i; an item without ratings mean + b_u.
 *
 * <p>Cost: time O(ratings factors) per epoch, about 3 times {@link BiasedMf}'s; memory O((users + 2
 * items) factors + ratings).
 *
 * <p>Source: Y. Koren, "Factorization Meets the Neighborhood", KDD 2008. Differs in the groups, the
 * falling learning rate, the standardised ratings and the fold-in.
 */
public final class SvdPlusPlus implements Algorithm<SvdPlusPlusModel> {
    /** The algorithm's name. */
    public static final String NAME = "svd-plus-plus";

    private final SvdPlusPlusConfig config;

    public SvdPlusPlus(SvdPlusPlusConfig config) {
        this.config = config;
    }

    @Override
    public SvdPlusPlusModel fit(Dataset data, FitContext context) {
        var training = new SvdPlusPlusTraining(config, data.byUser(), context);
        training.run();
        return training.model(ModelInfo.of(NAME, config, data, context), data.items());
    }
}
