package dev.kindred.neural;

import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.internal.Checks;
import dev.kindred.io.Tensors;
import dev.kindred.model.Explanation;
import dev.kindred.model.Model;
import dev.kindred.model.ModelInfo;
import java.util.Arrays;

/**
 * What {@link Ncf} learns for lists. Immutable and thread-safe; needs no PyTorch.
 *
 * <p>A user is fitted to the history that is given. Histories that like nothing and items that
 * nobody liked get no opinion.
 *
 * <p>Cost of a list: the fit, O(min(n, 384) (d^2 + the layers)) per step of a few, then the layers
 * for each item.
 */
public final class NcfModel implements Model {
    private final ModelInfo info;
    private final IdIndex ids;
    private final NcfWeights weights;
    private final NcfNetwork network;
    private final Tastes tastes;
    private final Embeddings embeddings;
    private final byte[] known;

    NcfModel(
            ModelInfo info,
            IdIndex ids,
            NcfWeights weights,
            NcfNetwork network,
            Tastes tastes,
            byte[] known) {
        Checks.sameLength("known items", ids.size(), known.length);
        this.info = info;
        this.ids = ids;
        this.weights = weights;
        this.network = network;
        this.tastes = tastes;
        this.embeddings = weights.embeddings(ids.size());
        this.known = known;
    }

    static NcfModel load(ModelInfo info, IdIndex ids, Tensors in) {
        NcfWeights weights = NcfWeights.load(in);
        var network = new NcfNetwork(weights, ids.size());
        Taste taste = Taste.load(network, Taste.Loss.LOGISTIC, in);
        Tastes tastes = Tastes.load(network, taste, in);
        return new NcfModel(info, ids, weights, network, tastes, in.bytes("model.known"));
    }

    @Override
    public void save(Tensors out) {
        weights.save(out);
        tastes.save(out);
        out.put("model.known", known);
    }

    @Override
    public ModelInfo info() {
        return info;
    }

    @Override
    public IdIndex items() {
        return ids;
    }

    /** The logit of the chance that the user likes the item rather than a random one. */
    @Override
    public void score(History history, float[] scores) {
        Checks.sameLength("scores", ids.size(), scores.length);
        boolean silent = true;
        for (int k = 0; k < history.size(); k++) {
            silent &= !(history.value(k) > 0);
        }
        if (silent) {
            Arrays.fill(scores, Float.NaN);
            return;
        }
        network.outputs(tastes.likes(history), scores);
        for (int item = 0; item < scores.length; item++) {
            if (known[item] == 0) {
                scores[item] = Float.NaN;
            }
        }
    }

    /** The cosine of the items' embeddings. */
    @Override
    public void similarItems(int item, float[] scores) {
        embeddings.similarItems(item, scores);
    }

    /**
     * The liked items that are nearest in the space of the embeddings, each with its cosine. They
     * make a score plausible; unlike those of a linear model they do not add up to it.
     */
    @Override
    public Explanation explain(History history, int item) {
        return embeddings.nearest(history, item);
    }
}
