package dev.kindred.baseline;

import dev.kindred.data.IdIndex;
import dev.kindred.io.Tensors;
import dev.kindred.model.Algorithm;
import dev.kindred.model.AlgorithmProvider;
import dev.kindred.model.Model;
import dev.kindred.model.ModelInfo;
import dev.kindred.model.SearchRange;
import java.util.List;

/** Makes {@link Latest} known as {@value Latest#NAME}. */
public final class LatestProvider implements AlgorithmProvider {
    @Override
    public String name() {
        return Latest.NAME;
    }

    @Override
    public String summary() {
        return "the newest items, by their interactions or by an attribute";
    }

    @Override
    public Record defaults() {
        return LatestConfig.builder().build();
    }

    @Override
    public List<SearchRange> searchSpace(Record config) {
        return SearchRange.all(config, "by=first|last");
    }

    @Override
    public Algorithm<?> create(Record config) {
        return new Latest((LatestConfig) config);
    }

    @Override
    public Model load(ModelInfo info, IdIndex items, Tensors in) {
        return LatestModel.load(info, items, in);
    }
}
