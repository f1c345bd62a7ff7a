package dev.kindred.advise;

import dev.kindred.data.IdIndex;
import dev.kindred.io.DataException;
import dev.kindred.io.Tensors;
import dev.kindred.model.Algorithm;
import dev.kindred.model.AlgorithmProvider;
import dev.kindred.model.Model;
import dev.kindred.model.ModelInfo;

/** Makes {@link Auto} known as {@value Auto#NAME}. */
public final class AutoProvider implements AlgorithmProvider {
    @Override
    public String name() {
        return Auto.NAME;
    }

    @Override
    public String summary() {
        return "the algorithm that fits the data, checked against popularity before it is kept";
    }

    @Override
    public Record defaults() {
        return AutoConfig.builder().build();
    }

    @Override
    public Algorithm<?> create(Record config) {
        return new Auto((AutoConfig) config);
    }

    /** Never the case: a model is of the algorithm that was chosen, and says so. */
    @Override
    public Model load(ModelInfo info, IdIndex items, Tensors in) {
        throw new DataException("no model is of \"%s\" itself".formatted(Auto.NAME));
    }
}
