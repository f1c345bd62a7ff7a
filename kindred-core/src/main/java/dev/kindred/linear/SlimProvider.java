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

/** Makes {@link Slim} known as {@value Slim#NAME}. */
public final class SlimProvider implements AlgorithmProvider {
    @Override
    public String name() {
        return Slim.NAME;
    }

    @Override
    public String summary() {
        return "each item predicted from few others by an elastic net without negative weights";
    }

    @Override
    public Record defaults() {
        return SlimConfig.builder().build();
    }

    @Override
    public Map<String, Map<String, String>> presets() {
        return Map.of("mcrec", Map.of("regularization", ".2225", "l1Ratio", "1.13e-4"));
    }

    @Override
    public List<SearchRange> searchSpace(Record config) {
        return SearchRange.all(config, "regularization=0.0005..1:log", "l1Ratio=1e-5..0.1:log");
    }

    @Override
    public Algorithm<?> create(Record config) {
        return new Slim((SlimConfig) config);
    }

    @Override
    public Model load(ModelInfo info, IdIndex items, Tensors in) {
        return SlimModel.load(info, items, in);
    }
}
