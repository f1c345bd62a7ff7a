package dev.kindred.linear;

import dev.kindred.data.IdIndex;
import dev.kindred.io.Tensors;
import dev.kindred.model.ModelInfo;

/**
 * What {@link Slim} learns: for each item the weights of the few items that predict it. Immutable
 * and thread-safe.
 *
 * <p>Scoring takes O(weights of the history's items + items). An item without any weight from the
 * history has no opinion.
 */
public final class SlimModel extends WeightsModel {
    SlimModel(ModelInfo info, IdIndex items, Weights weights) {
        super(info, items, weights);
    }

    static SlimModel load(ModelInfo info, IdIndex items, Tensors in) {
        return new SlimModel(info, items, SparseWeights.load(in, items.size()));
    }
}
