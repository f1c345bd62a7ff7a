package dev.kindred.linear;

import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.io.Tensors;
import dev.kindred.model.Explanation;
import dev.kindred.model.Model;
import dev.kindred.model.ModelInfo;

/**
 * What {@link Ease} learns: how far each item speaks for or against each other one. Immutable and
 * thread-safe.
 *
 * <p>Scoring takes O(history x items), and O(history x neighbours + items) with the sparse
 * approximation.
 */
public final class EaseModel implements Model {
    private final ModelInfo info;
    private final IdIndex items;
    private final Weights weights;

    EaseModel(ModelInfo info, IdIndex items, Weights weights) {
        this.info = info;
        this.items = items;
        this.weights = weights;
    }

    static EaseModel load(ModelInfo info, IdIndex items, Tensors in) {
        Weights weights =
                DenseWeights.isIn(in)
                        ? DenseWeights.load(in, items.size())
                        : SparseWeights.load(in, items.size());
        return new EaseModel(info, items, weights);
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

    /** Items of the history that speak against the item have negative contributions. */
    @Override
    public Explanation explain(History history, int item) {
        return weights.explain(history, item);
    }

    @Override
    public void save(Tensors out) {
        weights.save(out);
    }
}
