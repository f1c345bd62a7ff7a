package dev.kindred.linear;

import dev.kindred.data.IdIndex;
import dev.kindred.io.Tensors;
import dev.kindred.model.ModelInfo;

/**
 * What {@link Ease} learns: how far each item speaks for or against each other one. Immutable and
 * thread-safe.
 *
 * <p>Scoring takes O(history x items), and O(history x neighbours + items) with the sparse
 * approximation.
 */
public final class EaseModel extends WeightsModel {
    EaseModel(ModelInfo info, IdIndex items, Weights weights) {
        super(info, items, weights);
    }

    static EaseModel load(ModelInfo info, IdIndex items, Tensors in) {
        Weights weights =
                DenseWeights.isIn(in)
                        ? DenseWeights.load(in, items.size())
                        : SparseWeights.load(in, items.size());
        return new EaseModel(info, items, weights);
    }
}
