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

/** Makes {@link UserKnn} known as {@value UserKnn#NAME}. */
public final class UserKnnProvider implements AlgorithmProvider {
    @Override
    public String name() {
        return UserKnn.NAME;
    }

    @Override
    public String summary() {
        return "what the users like who are most like the user";
    }

    @Override
    public Record defaults() {
        return UserKnnConfig.builder().build();
    }

    /** Published settings: where they come from stands in the tests that hold their results. */
    @Override
    public Map<String, Map<String, String>> presets() {
        return Map.of(
                "mcrec",
                Map.of("similarity", "dice", "neighbours", "129", "inverted", "true"),
                "mcrec-jaccard",
                Map.of("similarity", "jaccard", "neighbours", "128", "inverted", "true"),
                "baseline",
                Map.of(
                        "mode", "rating",
                        "center", "baseline",
                        "similarity", "co-rated-cosine",
                        "shrinkage", "100",
                        "neighbours", "40"),
                "lenskit",
                Map.of(
                        "mode", "rating",
                        "neighbours", "30",
                        "center", "mean",
                        "minimumSimilarity", "1e-6",
                        "trainedUsers", "true"),
                "textbook",
                Map.of(
                        "mode", "rating",
                        "similarity", "co-rated-cosine",
                        "neighbours", "5",
                        "minimumOverlap", "2",
                        "center", "none",
                        "choose", "all"));
    }

    @Override
    public List<SearchRange> searchSpace(Record config) {
        return switch (((UserKnnConfig) config).mode()) {
            case RANKING ->
                    SearchRange.all(
                            config,
                            "neighbours=20..1000:log",
                            "similarity=cosine|jaccard|dice|asymmetric-cosine",
                            "shrinkage=0..300:log",
                            "weighting=none|tf-idf|bm25",
                            "inverted=true|false");
            case RATING ->
                    SearchRange.all(
                            config,
                            "neighbours=10..200:log",
                            "similarity=cosine|pearson|co-rated-cosine|msd",
                            "shrinkage=0..500:log",
                            "center=baseline|mean",
                            "damping=0..50:log");
        };
    }

    @Override
    public Algorithm<?> create(Record config) {
        return new UserKnn((UserKnnConfig) config);
    }

    @Override
    public Model load(ModelInfo info, IdIndex items, Tensors in) {
        var config = (UserKnnConfig) ConfigBinder.bind(defaults(), info.config(), name());
        return switch (config.mode()) {
            case RANKING -> UserKnnModel.load(info, items, in);
            case RATING -> UserKnnRatingModel.load(info, config, items, in);
        };
    }
}
