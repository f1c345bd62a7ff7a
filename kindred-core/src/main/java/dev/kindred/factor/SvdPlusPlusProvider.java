package dev.kindred.factor;

import dev.kindred.data.IdIndex;
import dev.kindred.io.Tensors;
import dev.kindred.model.Algorithm;
import dev.kindred.model.AlgorithmProvider;
import dev.kindred.model.Model;
import dev.kindred.model.ModelInfo;
import dev.kindred.model.SearchRange;
import java.util.List;

/** Makes {@link SvdPlusPlus} known as {@value SvdPlusPlus#NAME}. */
public final class SvdPlusPlusProvider implements AlgorithmProvider {
    @Override
    public String name() {
        return SvdPlusPlus.NAME;
    }

    @Override
    public String summary() {
        return "rating prediction from ratings and from which items were rated at all";
    }

    @Override
    public Record defaults() {
        return SvdPlusPlusConfig.builder().build();
    }

    @Override
    public List<SearchRange> searchSpace(Record config) {
        return SearchRange.all(
                config, "learningRate=0.005..0.1:log", "regularization=0.005..0.2:log");
    }

    @Override
    public Algorithm<?> create(Record config) {
        return new SvdPlusPlus((SvdPlusPlusConfig) config);
    }

    @Override
    public Model load(ModelInfo info, IdIndex items, Tensors in) {
        return SvdPlusPlusModel.load(info, items, in);
    }
}
