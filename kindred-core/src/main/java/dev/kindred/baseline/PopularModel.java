package dev.kindred.baseline;

import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.internal.Checks;
import dev.kindred.io.Tensors;
import dev.kindred.model.Model;
import dev.kindred.model.ModelInfo;

/** What {@link Popular} learns: one score per item. Immutable and thread-safe. */
public final class PopularModel implements Model {
    private final ModelInfo info;
    private final IdIndex items;
    private final double[] popularity;

    PopularModel(ModelInfo info, IdIndex items, double[] popularity) {
        Checks.sameLength("popularity", items.size(), popularity.length);
        this.info = info;
        this.items = items;
        this.popularity = popularity;
    }

    static PopularModel load(ModelInfo info, IdIndex items, Tensors in) {
        return new PopularModel(info, items, in.doubles("model.popularity"));
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
        for (int item = 0; item < scores.length; item++) {
            scores[item] = (float) popularity[item];
        }
    }

    @Override
    public void save(Tensors out) {
        out.put("model.popularity", popularity);
    }
}
