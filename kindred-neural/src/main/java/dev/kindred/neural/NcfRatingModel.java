package dev.kindred.neural;

import dev.kindred.data.Biases;
import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.internal.Checks;
import dev.kindred.io.Tensors;
import dev.kindred.model.Explanation;
import dev.kindred.model.ModelInfo;
import dev.kindred.model.RatingModel;

/**
 * What {@link Ncf} learns of ratings: {@code mean + b_u + b_i + z(u, i)}, within the range of the
 * ratings. Immutable and thread-safe; needs no PyTorch.
 *
 * <p>The user's effect and embedding are fitted to the history that is given. An item that the
 * model does not know is predicted by the mean and the user's effect.
 */
public final class NcfRatingModel implements RatingModel {
    private final ModelInfo info;
    private final IdIndex ids;
    private final NcfWeights weights;
    private final NcfNetwork network;
    private final Tastes tastes;
    private final Embeddings embeddings;
    private final Biases biases;
    private final Scale scale;

    /**
     * The ratings of the training data.
     *
     * @param low the lowest
     * @param high the highest
     * @param noise variance of what is not explained
     */
    record Scale(double low, double high, double noise) {
        double clipped(double rating) {
            return Math.max(low, Math.min(high, rating));
        }
    }

    NcfRatingModel(
            ModelInfo info,
            IdIndex ids,
            NcfWeights weights,
            NcfNetwork network,
            Tastes tastes,
            Biases biases,
            Scale scale) {
        this.info = info;
        this.ids = ids;
        this.weights = weights;
        this.network = network;
        this.tastes = tastes;
        this.embeddings = weights.embeddings(ids.size());
        this.biases = biases;
        this.scale = scale;
    }

    static NcfRatingModel load(ModelInfo info, IdIndex ids, Tensors in) {
        NcfWeights weights = NcfWeights.load(in);
        var network = new NcfNetwork(weights, ids.size());
        Taste taste = Taste.load(network, Taste.Loss.SQUARED, in);
        double[] scale = in.doublesOrNone("model.scale");
        Checks.sameLength("model.scale", 5, scale.length);
        double[] effects = in.doubles("model.effects");
        Checks.sameLength("model.effects", ids.size(), effects.length);
        return new NcfRatingModel(
                info,
                ids,
                weights,
                network,
                Tastes.load(network, taste, in),
                Biases.of(scale[3], effects, scale[4]),
                new Scale(scale[0], scale[1], scale[2]));
    }

    @Override
    public void save(Tensors out) {
        weights.save(out);
        tastes.save(out);
        out.put("model.effects", biases.itemEffects());
        out.put(
                "model.scale",
                new double[] {
                    scale.low(), scale.high(), scale.noise(), biases.mean(), biases.userDamping()
                });
    }

    @Override
    public ModelInfo info() {
        return info;
    }

    @Override
    public IdIndex items() {
        return ids;
    }

    /** A user, ready to be asked. */
    private record User(double base, float[] embedding) {}

    private User user(History history) {
        double effect = biases.userEffect(history);
        float[] trained = tastes.trained(history.user());
        if (trained != null) {
            return new User(biases.mean() + effect, trained);
        }
        int from = Math.max(0, history.size() - Tastes.EVENTS);
        int[] items = new int[history.size() - from];
        float[] targets = new float[items.length];
        for (int k = 0; k < items.length; k++) {
            items[k] = history.item(from + k);
            targets[k] = (float) (biases.residual(items[k], history.value(from + k)) - effect);
        }
        float weight = (float) (1 / scale.noise());
        return new User(biases.mean() + effect, tastes.ratings(items, targets, weight));
    }

    @Override
    public double predict(History history, int item) {
        return predict(user(history.without(item)), item, network.new Pass(1));
    }

    @Override
    public void predict(History history, int[] rows, double[] predictions) {
        User user = user(history);
        NcfNetwork.Pass pass = network.new Pass(1);
        for (int k = 0; k < rows.length; k++) {
            predictions[k] =
                    history.find(rows[k]) >= 0
                            ? predict(history, rows[k])
                            : predict(user, rows[k], pass);
        }
    }

    private double predict(User user, int item, NcfNetwork.Pass pass) {
        if (item == IdIndex.ABSENT) {
            return scale.clipped(user.base());
        }
        float[] output = pass.outputs(user.embedding(), network.items(new int[] {item}));
        return scale.clipped(user.base() + biases.itemEffect(item) + output[0]);
    }

    /** Items of the history are scored as well, with their own rating as evidence. */
    @Override
    public void score(History history, float[] scores) {
        Checks.sameLength("scores", ids.size(), scores.length);
        User user = user(history);
        network.outputs(user.embedding(), scores);
        for (int item = 0; item < scores.length; item++) {
            scores[item] =
                    (float) scale.clipped(user.base() + biases.itemEffect(item) + scores[item]);
        }
    }

    /** The cosine of the items' embeddings. */
    @Override
    public void similarItems(int item, float[] scores) {
        embeddings.similarItems(item, scores);
    }

    /** The rated items that are nearest in the space of the embeddings, each with its cosine. */
    @Override
    public Explanation explain(History history, int item) {
        return embeddings.nearest(history, item);
    }
}
