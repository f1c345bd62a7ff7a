package dev.kindred.linear;

import dev.kindred.data.IdIndex;
import dev.kindred.io.Tensors;
import dev.kindred.model.ModelInfo;

/**
 * What {@link Rp3Beta} learns: for each item the targets of walks that start there. Immutable and
 * thread-safe.
 *
 * <p>Scoring takes O(history x neighbours + items). An item without any weight from the history has
 * no opinion.
 */
public final class Rp3BetaModel extends WeightsModel {
    Rp3BetaModel(ModelInfo info, IdIndex items, SparseWeights weights) {
        super(info, items, weights);
    }

    static Rp3BetaModel load(ModelInfo info, IdIndex items, Tensors in) {
        return new Rp3BetaModel(info, items, SparseWeights.load(in, items.size()));
    }
}
