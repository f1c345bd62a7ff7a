package dev.kindred.knn;

import dev.kindred.data.IdIndex;
import dev.kindred.internal.ConfigBinder;
import dev.kindred.io.Tensors;
import dev.kindred.model.Algorithm;
import dev.kindred.model.AlgorithmProvider;
import dev.kindred.model.Model;
import dev.kindred.model.ModelInfo;
import dev.kindred.model.SearchRange;
import java.util.List;
import java.util.Map;

/** Makes {@link ItemKnn} known as {@value ItemKnn#NAME}. */
public final class ItemKnnProvider implements AlgorithmProvider {
    @Override
    public String name() {
        return ItemKnn.NAME;
    }

    @Override
    public String summary() {
        return "items that are liked by the users who like the same items";
    }

    @Override
    public Record defaults() {
        return ItemKnnConfig.builder().build();
    }

    /** Published settings: where they come from stands in the tests that hold their results. */
    @Override
    public Map<String, Map<String, String>> presets() {
        return Map.of(
                "mcrec",
                Map.of("weighting", "bm25", "neighbours", "886", "shrinkage", "403"),
                "mcrec-jaccard",
                Map.of("similarity", "jaccard", "neighbours", "161", "shrinkage", "0"),
                "mcrec-dice",
                Map.of("similarity", "dice", "neighbours", "179", "shrinkage", "0"),
                "mcrec-tversky",
                Map.of(
                        "similarity", "tversky",
                        "neighbours", "122",
                        "shrinkage", "0",
                        "tverskyA", "0.8648",
                        "tverskyB", "1.5755"),
                "gowalla",
                Map.of(
                        "neighbours", "100",
                        "shrinkage", "0",
                        "normalize", "true",
                        "itemMean", "true"),
                "baseline",
                Map.of(
                        "mode", "rating",
                        "center", "baseline",
                        "similarity", "cosine",
                        "shrinkage", "10",
                        "neighbours", "30"),
                "lenskit",
                Map.of(
                        "mode", "rating",
                        "neighbours", "20",
                        "shrinkage", "0",
                        "center", "mean",
                        "minimumSimilarity", "1e-6"),
                "textbook",
                Map.of(
                        "mode", "rating",
                        "similarity", "co-rated-cosine",
                        "neighbours", "5",
                        "shrinkage", "0",
                        "minimumOverlap", "2",
                        "center", "none",
                        "choose", "all"));
    }

    @Override
    public List<SearchRange> searchSpace(Record config) {
        return switch (((ItemKnnConfig) config).mode()) {
            case RANKING ->
                    SearchRange.all(
                            config,
                            "neighbours=20..1000:log",
                            "similarity=cosine|jaccard|dice|asymmetric-cosine",
                            "shrinkage=0..1000:log",
                            "weighting=none|tf-idf|bm25",
                            "normalize=true|false",
                            "itemMean=true|false");
            case RATING ->
                    SearchRange.all(
                            config,
                            "neighbours=10..200:log",
                            "similarity=cosine|adjusted-cosine|pearson|co-rated-cosine|msd",
                            "shrinkage=0..500:log",
                            "center=baseline|mean",
                            "damping=0..50:log");
        };
    }

    @Override
    public Algorithm<?> create(Record config) {
        return new ItemKnn((ItemKnnConfig) config);
    }

    @Override
    public Model load(ModelInfo info, IdIndex items, Tensors in) {
        var config = (ItemKnnConfig) ConfigBinder.bind(defaults(), info.config(), name());
        return switch (config.mode()) {
            case RANKING -> ItemKnnModel.load(info, items, in);
            case RATING -> ItemKnnRatingModel.load(info, config, items, in);
        };
    }
}
