package dev.kindred.linear;

import dev.kindred.data.IdIndex;
import dev.kindred.io.Tensors;
import dev.kindred.model.Algorithm;
import dev.kindred.model.AlgorithmProvider;
import dev.kindred.model.Model;
import dev.kindred.model.ModelInfo;
import dev.kindred.model.SearchRange;
import java.util.List;
import java.util.Map;

/** Makes {@link Ease} known as {@value Ease#NAME}. */
public final class EaseProvider implements AlgorithmProvider {
    @Override
    public String name() {
        return Ease.NAME;
    }

    @Override
    public String summary() {
        return "each item predicted from all others by ridge regression, in closed form";
    }

    @Override
    public Record defaults() {
        return EaseConfig.builder().build();
    }

    @Override
    public Map<String, Map<String, String>> presets() {
        return Map.of(
                "mcrec", Map.of("regularization", "458"),
                "gowalla", Map.of("regularization", "80"),
                "ncf-ml-1m", Map.of("regularization", "1000", "regularizationExponent", ".25"));
    }

    @Override
    public List<SearchRange> searchSpace(Record config) {
        return SearchRange.all(
                config,
                "regularization=10..2000:log",
                "dropout=0..0.6",
                "regularizationExponent=0..0.5");
    }

    @Override
    public Algorithm<?> create(Record config) {
        return new Ease((EaseConfig) config);
    }

    @Override
    public Model load(ModelInfo info, IdIndex items, Tensors in) {
        return EaseModel.load(info, items, in);
    }
}
