package dev.kindred.blend;

import dev.kindred.data.IdIndex;
import dev.kindred.io.Tensors;
import dev.kindred.model.Algorithm;
import dev.kindred.model.AlgorithmProvider;
import dev.kindred.model.Model;
import dev.kindred.model.ModelInfo;
import dev.kindred.model.SearchRange;
import java.util.List;
import java.util.Map;

/** Makes {@link Hybrid} known as {@value Hybrid#NAME}. */
public final class HybridProvider implements AlgorithmProvider {
    @Override
    public String name() {
        return Hybrid.NAME;
    }

    @Override
    public String summary() {
        return "several algorithms that score as one, with learned weights";
    }

    @Override
    public Record defaults() {
        return HybridConfig.builder().build();
    }

    @Override
    public Map<String, Map<String, String>> presets() {
        return Map.of(
                "gowalla",
                Map.of(
                        "parts",
                        "rp3beta(preset=gowalla)+ials(preset=gowalla-512)",
                        "weights",
                        ".2,.8"),
                "textbook",
                Map.of(
                        "parts",
                        "user-knn(preset=textbook)+content(preset=textbook)",
                        "weights",
                        ".6,.4",
                        "normalization",
                        "none",
                        "candidates",
                        "20"));
    }

    @Override
    public List<SearchRange> searchSpace(Record config) {
        return ((HybridConfig) config).method() == Method.WEIGHTED
                ? SearchRange.all(config, "normalization=z|min-max|rank|rrf")
                : List.of();
    }

    @Override
    public Algorithm<?> create(Record config) {
        return new Hybrid((HybridConfig) config);
    }

    @Override
    public Model load(ModelInfo info, IdIndex items, Tensors in) {
        return HybridModel.load(info, items, in);
    }
}
