package dev.kindred.baseline;

import dev.kindred.data.IdIndex;
import dev.kindred.io.Tensors;
import dev.kindred.model.Algorithm;
import dev.kindred.model.AlgorithmProvider;
import dev.kindred.model.Model;
import dev.kindred.model.ModelInfo;

/** Makes {@link RandomOrder} known as {@value RandomOrder#NAME}. */
public final class RandomOrderProvider implements AlgorithmProvider {
    @Override
    public String name() {
        return RandomOrder.NAME;
    }

    @Override
    public String summary() {
        return "a random order of all items, another one for each history";
    }

    @Override
    public Record defaults() {
        return new RandomOrderConfig();
    }

    @Override
    public Algorithm<?> create(Record config) {
        return new RandomOrder((RandomOrderConfig) config);
    }

    @Override
    public Model load(ModelInfo info, IdIndex items, Tensors in) {
        return new RandomOrderModel(info, items);
    }
}
