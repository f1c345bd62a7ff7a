package dev.kindred.baseline;

import dev.kindred.data.IdIndex;
import dev.kindred.io.Tensors;
import dev.kindred.model.Algorithm;
import dev.kindred.model.AlgorithmProvider;
import dev.kindred.model.Model;
import dev.kindred.model.ModelInfo;
import dev.kindred.model.SearchRange;
import java.util.List;

/** Makes {@link Popular} known as {@value Popular#NAME}. */
public final class PopularProvider implements AlgorithmProvider {
    @Override
    public String name() {
        return Popular.NAME;
    }

    @Override
    public String summary() {
        return "the most popular items, with optional decay over time";
    }

    @Override
    public Record defaults() {
        return PopularConfig.builder().build();
    }

    @Override
    public List<SearchRange> searchSpace(Record config) {
        return SearchRange.all(config, "halfLife=1..3650:log");
    }

    @Override
    public Algorithm<?> create(Record config) {
        return new Popular((PopularConfig) config);
    }

    @Override
    public Model load(ModelInfo info, IdIndex items, Tensors in) {
        return PopularModel.load(info, items, in);
    }
}
