package dev.kindred.baseline;

import dev.kindred.data.IdIndex;
import dev.kindred.io.Tensors;
import dev.kindred.model.Algorithm;
import dev.kindred.model.AlgorithmProvider;
import dev.kindred.model.Model;
import dev.kindred.model.ModelInfo;
import dev.kindred.model.SearchRange;
import java.util.List;
import java.util.Map;

/** Makes {@link Bias} known as {@value Bias#NAME}. */
public final class BiasProvider implements AlgorithmProvider {
    @Override
    public String name() {
        return Bias.NAME;
    }

    @Override
    public String summary() {
        return "ratings from the mean and the damped effects of user and item";
    }

    @Override
    public Record defaults() {
        return BiasConfig.builder().build();
    }

    @Override
    public Map<String, Map<String, String>> presets() {
        return Map.of(
                "global-mean", Map.of("effects", "none"),
                "user-mean", Map.of("effects", "user", "damping", "0"),
                "item-mean", Map.of("effects", "item", "damping", "0"),
                "als",
                        Map.of(
                                "epochs", "10",
                                "userDamping", "15",
                                "itemDamping", "10",
                                "clip", "true"));
    }

    @Override
    public List<SearchRange> searchSpace(Record config) {
        return SearchRange.all(
                config, "userDamping=0..50:log", "itemDamping=0..50:log", "epochs=1..10");
    }

    @Override
    public Algorithm<?> create(Record config) {
        return new Bias((BiasConfig) config);
    }

    @Override
    public Model load(ModelInfo info, IdIndex items, Tensors in) {
        return BiasModel.load(info, items, in);
    }
}
