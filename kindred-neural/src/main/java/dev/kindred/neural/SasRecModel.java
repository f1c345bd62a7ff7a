package dev.kindred.neural;

import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.internal.Checks;
import dev.kindred.io.Tensors;
import dev.kindred.model.Explanation;
import dev.kindred.model.FactorModel;
import dev.kindred.model.ItemVectors;
import dev.kindred.model.ModelInfo;

/**
 * What {@link SasRec} learns. Immutable and thread-safe; needs no PyTorch.
 *
 * <p>A user is the sequence of the liked items, in event order: who comes with a sequence is
 * served, whether known from training or not. Histories that like nothing and items that nobody
 * liked get no opinion.
 */
public final class SasRecModel implements FactorModel {
    private final ModelInfo info;
    private final IdIndex ids;
    private final SasRecWeights weights;
    private final SasRecNetwork network;
    private final ItemVectors vectors;
    private final Embeddings embeddings;
    private final byte[] known;

    SasRecModel(ModelInfo info, IdIndex ids, SasRecWeights weights, byte[] known) {
        Checks.sameLength("known items", ids.size(), known.length);
        this.info = info;
        this.ids = ids;
        this.weights = weights;
        this.network = new SasRecNetwork(weights);
        boolean[] scored = new boolean[known.length];
        for (int item = 0; item < scored.length; item++) {
            scored[item] = known[item] != 0;
        }
        this.vectors = ItemVectors.of(weights.items(), weights.factors(), null, scored);
        this.embeddings = new Embeddings(ids.size(), weights.items());
        this.known = known;
    }

    static SasRecModel load(ModelInfo info, IdIndex ids, Tensors in) {
        return new SasRecModel(info, ids, SasRecWeights.load(in), in.bytes("model.known"));
    }

    @Override
    public void save(Tensors out) {
        weights.save(out);
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

    @Override
    public ItemVectors itemVectors() {
        return vectors;
    }

    @Override
    public boolean userVector(History history, float[] vector) {
        int[] liked = history.positive().items();
        if (liked.length == 0) {
            return false;
        }
        float[] next = network.encode(liked);
        System.arraycopy(next, 0, vector, 0, next.length);
        return true;
    }

    /** The cosine of the items' embeddings. */
    @Override
    public void similarItems(int item, float[] scores) {
        embeddings.similarItems(item, scores);
    }

    /**
     * The liked items that are nearest in the space of the embeddings, each with its cosine. They
     * make a score plausible; they do not add up to it.
     */
    @Override
    public Explanation explain(History history, int item) {
        return embeddings.nearest(history, item);
    }
}
