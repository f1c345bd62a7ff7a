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

/** Makes {@link Rp3Beta} known as {@value Rp3Beta#NAME}. */
public final class Rp3BetaProvider implements AlgorithmProvider {
    @Override
    public String name() {
        return Rp3Beta.NAME;
    }

    @Override
    public String summary() {
        return "random walks from the user's items over other users to items";
    }

    @Override
    public Record defaults() {
        return Rp3BetaConfig.builder().build();
    }

    @Override
    public Map<String, Map<String, String>> presets() {
        return Map.of(
                "mcrec",
                Map.of(
                        "neighbours", "324",
                        "alpha", ".8593",
                        "beta", ".6574",
                        "secondCut", "true"),
                "gowalla",
                Map.of("neighbours", "400", "alpha", "1", "beta", ".1"));
    }

    @Override
    public List<SearchRange> searchSpace(Record config) {
        return SearchRange.all(
                config,
                "alpha=0.2..1.4",
                "beta=0..0.9",
                "neighbours=50..1000:log",
                "secondCut=true|false");
    }

    @Override
    public Algorithm<?> create(Record config) {
        return new Rp3Beta((Rp3BetaConfig) config);
    }

    @Override
    public Model load(ModelInfo info, IdIndex items, Tensors in) {
        return Rp3BetaModel.load(info, items, in);
    }
}
