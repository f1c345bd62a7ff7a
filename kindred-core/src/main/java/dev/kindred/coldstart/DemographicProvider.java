package dev.kindred.coldstart;

import dev.kindred.data.IdIndex;
import dev.kindred.io.Tensors;
import dev.kindred.model.Algorithm;
import dev.kindred.model.AlgorithmProvider;
import dev.kindred.model.Model;
import dev.kindred.model.ModelInfo;
import dev.kindred.model.SearchRange;
import java.util.List;

/** Makes {@link Demographic} known as {@value Demographic#NAME}. */
public final class DemographicProvider implements AlgorithmProvider {
    @Override
    public String name() {
        return Demographic.NAME;
    }

    @Override
    public String summary() {
        return "what people with the same attributes (age, gender ...) have; needs no history";
    }

    @Override
    public Record defaults() {
        return DemographicConfig.builder().build();
    }

    @Override
    public List<SearchRange> searchSpace(Record config) {
        return SearchRange.all(config, "shrinkage=10..2000:log", "buckets=5..50");
    }

    @Override
    public Algorithm<?> create(Record config) {
        return new Demographic((DemographicConfig) config);
    }

    @Override
    public Model load(ModelInfo info, IdIndex items, Tensors in) {
        return DemographicModel.load(info, items, in);
    }
}
