package dev.kindred.server.engine.lists;

import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.internal.Checks;
import dev.kindred.io.Tensors;
import dev.kindred.model.Model;
import dev.kindred.model.ModelInfo;
import java.util.Map;

/** The same scores for everybody. Immutable and thread-safe; never stored. */
public final class CountModel implements Model {
    private final ModelInfo info;
    private final IdIndex items;
    private final float[] scores;

    /**
     * A model with given scores.
     *
     * @param name by which lists tell where items come from
     * @param scores by item row; NaN = no opinion; not to be changed afterwards
     */
    public CountModel(String name, IdIndex items, float[] scores) {
        Checks.sameLength("scores", items.size(), scores.length);
        this.info = new ModelInfo(name, Map.of(), "", 0, ModelInfo.CURRENT_VERSION);
        this.items = items;
        this.scores = scores;
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
        System.arraycopy(scores, 0, out, 0, out.length);
    }

    @Override
    public void save(Tensors out) {
        throw new UnsupportedOperationException("counts follow the log and are not stored");
    }
}
