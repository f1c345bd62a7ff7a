package dev.kindred.linear;

import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.io.Tensors;
import dev.kindred.model.Explanation;
import dev.kindred.model.Model;
import dev.kindred.model.ModelInfo;

/**
 * What {@link Rp3Beta} learns: for each item the targets of walks that start there. Immutable and
 * thread-safe.
 *
 * <p>Scoring takes O(history x neighbours + items). An item without any weight from the history has
 * no opinion.
 */
public final class Rp3BetaModel implements Model {
    private final ModelInfo info;
    private final IdIndex items;
    private final SparseWeights weights;

    Rp3BetaModel(ModelInfo info, IdIndex items, SparseWeights weights) {
        this.info = info;
        this.items = items;
        this.weights = weights;
    }

    static Rp3BetaModel load(ModelInfo info, IdIndex items, Tensors in) {
        return new Rp3BetaModel(info, items, SparseWeights.load(in, items.size()));
    }

    @Override
    public ModelInfo info() {
        return info;
    }

    @Override
    public IdIndex items() {
        return items;
    }

    @Override
    public void score(History history, float[] scores) {
        weights.score(history, scores);
    }

    /** The weights of walks that start at the item. */
    @Override
    public void similarItems(int item, float[] scores) {
        weights.similarItems(item, scores);
    }

    @Override
    public Explanation explain(History history, int item) {
        return weights.explain(history, item);
    }

    @Override
    public void save(Tensors out) {
        weights.save(out);
    }
}
