package dev.kindred.baseline;

import dev.kindred.data.IdIndex;
import dev.kindred.io.Tensors;
import dev.kindred.model.Algorithm;
import dev.kindred.model.AlgorithmProvider;
import dev.kindred.model.Model;
import dev.kindred.model.ModelInfo;
import dev.kindred.model.SearchRange;
import java.util.List;

/** Makes {@link SlopeOne} known as {@value SlopeOne#NAME}. */
public final class SlopeOneProvider implements AlgorithmProvider {
    @Override
    public String name() {
        return SlopeOne.NAME;
    }

    @Override
    public String summary() {
        return "ratings from the mean differences between items";
    }

    @Override
    public Record defaults() {
        return SlopeOneConfig.builder().build();
    }

    @Override
    public List<SearchRange> searchSpace(Record config) {
        return SearchRange.all(config, "damping=0..50:log", "minimumOverlap=1..20:log");
    }

    @Override
    public Algorithm<?> create(Record config) {
        return new SlopeOne((SlopeOneConfig) config);
    }

    @Override
    public Model load(ModelInfo info, IdIndex items, Tensors in) {
        return SlopeOneModel.load(info, items, in);
    }
}
