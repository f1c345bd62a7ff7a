package dev.kindred.factor;

import dev.kindred.data.IdIndex;
import dev.kindred.io.Tensors;
import dev.kindred.model.Algorithm;
import dev.kindred.model.AlgorithmProvider;
import dev.kindred.model.Model;
import dev.kindred.model.ModelInfo;
import dev.kindred.model.SearchRange;
import java.util.List;
import java.util.Map;

/** Makes {@link Bpr} known as {@value Bpr#NAME}. */
public final class BprProvider implements AlgorithmProvider {
    @Override
    public String name() {
        return Bpr.NAME;
    }

    @Override
    public String summary() {
        return "matrix factorisation that ranks what was liked above what was not";
    }

    @Override
    public Record defaults() {
        return BprConfig.builder().build();
    }

    @Override
    public Map<String, Map<String, String>> presets() {
        return Map.of("gowalla", Map.of("factors", "128", "epochs", "60", "learningRate", ".1"));
    }

    @Override
    public List<SearchRange> searchSpace(Record config) {
        return SearchRange.all(
                config,
                "learningRate=0.02..0.3:log",
                "regularization=0.001..0.05:log",
                "ridge=0.003..0.3:log");
    }

    @Override
    public Algorithm<?> create(Record config) {
        return new Bpr((BprConfig) config);
    }

    @Override
    public Model load(ModelInfo info, IdIndex items, Tensors in) {
        return BprModel.load(info, items, in);
    }
}
