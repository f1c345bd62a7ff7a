package dev.kindred.linear;

import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.io.Tensors;
import dev.kindred.model.Explanation;
import dev.kindred.model.Model;
import dev.kindred.model.ModelInfo;

/** A model that is weights from the items of a history to all items. */
abstract sealed class WeightsModel implements Model permits EaseModel, Rp3BetaModel, SlimModel {
    private final ModelInfo info;
    private final IdIndex items;
    private final Weights weights;

    WeightsModel(ModelInfo info, IdIndex items, Weights weights) {
        this.info = info;
        this.items = items;
        this.weights = weights;
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

    /** The weights above 0 from the item to others; those of {@code rp3beta} are of walks. */
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
