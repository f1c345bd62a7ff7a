package dev.kindred.linear;

import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.io.Tensors;
import dev.kindred.model.Explanation;
import dev.kindred.model.Model;
import dev.kindred.model.ModelInfo;

/**
 * What {@link Slim} learns: for each item the weights of the few items that predict it. Immutable
 * and thread-safe.
 *
 * <p>Scoring takes O(weights of the history's items + items). An item without any weight from the
 * history has no opinion.
 */
public final class SlimModel implements Model {
    private final ModelInfo info;
    private final IdIndex items;
    private final Weights weights;

    SlimModel(ModelInfo info, IdIndex items, Weights weights) {
        this.info = info;
        this.items = items;
        this.weights = weights;
    }

    static SlimModel load(ModelInfo info, IdIndex items, Tensors in) {
        return new SlimModel(info, items, SparseWeights.load(in, items.size()));
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

    /** The items that the given one speaks for, by its weights. */
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
