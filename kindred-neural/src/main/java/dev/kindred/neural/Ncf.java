package dev.kindred.neural;

import dev.kindred.data.Dataset;
import dev.kindred.model.Algorithm;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;

/**
 * Neural collaborative filtering: an embedding per user and item, and a network that scores a pair
 * of them.
 *
 * <pre>
 * gmf:    z(u, i) = h . (p_u * q_i) + c                (* by element)
 * mlp:    z(u, i) = h . relu(W_n ... relu(W_1 [p_u; q_i] + b_1) ... + b_n) + c
 * neumf:  the sum of both, each with embeddings of its own
 * </pre>
 *
 * <p>Mode ranking: each interaction with a value above 0 is a sample with target 1, and comes with
 * {@code negatives} random items of target 0 that the user has not seen; the loss is the binary
 * cross-entropy of the logit z. Mode rating: z should be {@code rating - mean - b_u - b_i}; the
 * loss is half the squared error. Adam in mini-batches; embeddings are updated, and their means
 * kept, only where a batch touches them, so neither the time nor the memory of a step grows with
 * the number of users and items.
 *
 * <p>A user's embedding is fitted to the history when it is asked for: the most likely one, if
 * users are distributed as those of the training data. What is trained scores with core's own
 * kernels.
 *
 * <p>Cost per epoch: time O(interactions (1 + negatives) (factors + weights of the layers)); memory
 * O((users + items) factors). Same seed, same model, on one machine.
 *
 * <p>Source: X. He et al., "Neural Collaborative Filtering", WWW 2017. Differs in fitting users, in
 * the falling learning rate, and in the rating objective, which has effects of users and items and
 * keeps h at 1 in gmf.
 */
public final class Ncf implements Algorithm<Model> {
    private final NcfKind kind;
    private final NcfConfig config;

    private Ncf(NcfKind kind, NcfConfig config) {
        this.kind = kind;
        this.config = config;
        if (kind.mlp() && config.hiddenLayers().isEmpty()) {
            throw new IllegalArgumentException(
                    "%s needs hiddenLayers, such as 64,32,16. Maybe use gmf."
                            .formatted(kind.algorithm()));
        }
    }

    /** The product of both embeddings; hiddenLayers must be empty. */
    public static Ncf gmf(NcfConfig config) {
        if (!config.hiddenLayers().isEmpty()) {
            throw new IllegalArgumentException(
                    "gmf has no hidden layers, but hiddenLayers is %s. Maybe use neumf."
                            .formatted(config.hiddenLayers()));
        }
        return new Ncf(NcfKind.GMF, config);
    }

    /** Hidden layers over both embeddings. */
    public static Ncf mlp(NcfConfig config) {
        return new Ncf(NcfKind.MLP, config);
    }

    /** Both. */
    public static Ncf neuMf(NcfConfig config) {
        return new Ncf(NcfKind.NEUMF, config);
    }

    /**
     * {@inheritDoc}
     *
     * @return an {@link NcfModel} for ranking, an {@link NcfRatingModel} for ratings
     */
    @Override
    public Model fit(Dataset data, FitContext context) {
        try (var training = new NcfTraining(kind, config, data, context)) {
            return training.run();
        }
    }
}
