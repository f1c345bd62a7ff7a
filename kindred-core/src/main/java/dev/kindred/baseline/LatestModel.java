package dev.kindred.baseline;

import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.internal.Checks;
import dev.kindred.io.Tensors;
import dev.kindred.model.Model;
import dev.kindred.model.ModelInfo;

/** What {@link Latest} learns: one score per item. Immutable and thread-safe. */
public final class LatestModel implements Model {
    private final ModelInfo info;
    private final IdIndex items;
    private final double[] scores;

    LatestModel(ModelInfo info, IdIndex items, double[] scores) {
        Checks.sameLength("scores", items.size(), scores.length);
        this.info = info;
        this.items = items;
        this.scores = scores;
    }

    static LatestModel load(ModelInfo info, IdIndex items, Tensors in) {
        return new LatestModel(info, items, in.doublesOrNone("model.scores"));
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
    public void score(History history, float[] out) {
        for (int item = 0; item < out.length; item++) {
            out[item] = (float) scores[item];
        }
    }

    @Override
    public void save(Tensors out) {
        out.put("model.scores", scores);
    }
}
