package dev.kindred.baseline;

import dev.kindred.data.IdIndex;
import dev.kindred.io.Tensors;
import dev.kindred.model.Algorithm;
import dev.kindred.model.AlgorithmProvider;
import dev.kindred.model.Model;
import dev.kindred.model.ModelInfo;
import dev.kindred.model.SearchRange;
import java.util.List;

/** Makes {@link Trending} known as {@value Trending#NAME}. */
public final class TrendingProvider implements AlgorithmProvider {
    @Override
    public String name() {
        return Trending.NAME;
    }

    @Override
    public String summary() {
        return "items that are more popular lately than their own past explains";
    }

    @Override
    public Record defaults() {
        return TrendingConfig.builder().build();
    }

    @Override
    public List<SearchRange> searchSpace(Record config) {
        return SearchRange.all(config, "halfLife=1..90:log", "pastHalfLife=30..1000:log");
    }

    @Override
    public Algorithm<?> create(Record config) {
        return new Trending((TrendingConfig) config);
    }

    @Override
    public Model load(ModelInfo info, IdIndex items, Tensors in) {
        return TrendingModel.load(info, items, in);
    }
}
