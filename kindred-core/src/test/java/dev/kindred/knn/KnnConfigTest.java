package dev.kindred.knn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.internal.ConfigBinder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnnConfigTest {
    @Test
    void settingsAreReadFromTexts() {
        Record read =
                ConfigBinder.bind(
                        ItemKnnConfig.builder().build(),
                        Map.of(
                                "mode", "rating",
                                "similarity", "co-rated-cosine",
                                "minimumOverlap", "2",
                                "choose", "all"),
                        "item-knn");
        assertThat(read)
                .isEqualTo(
                        ItemKnnConfig.builder()
                                .mode(Mode.RATING)
                                .similarity(Similarity.CO_RATED_COSINE)
                                .minimumOverlap(2)
                                .choose(NeighbourChoice.ALL)
                                .build());
    }

    @Test
    void textsOfTheDefaultsAreReadBack() {
        Record defaults = UserKnnConfig.builder().build();
        Map<String, String> texts = ConfigBinder.toTexts(defaults);
        assertThat(texts).containsEntry("inverted", "true").containsEntry("weighting", "none");
        assertThat(ConfigBinder.bind(defaults, texts, "user-knn")).isEqualTo(defaults);
    }

    @Test
    void settingsOutOfRangeAreNamed() {
        assertThatThrownBy(() -> ItemKnnConfig.builder().neighbours(0).build())
                .hasMessage("neighbours must be at least 1, but is 0");
        assertThatThrownBy(() -> ItemKnnConfig.builder().shrinkage(-1).build())
                .hasMessageContaining("shrinkage");
        assertThatThrownBy(() -> UserKnnConfig.builder().minimumOverlap(0).build())
                .hasMessageContaining("minimumOverlap");
        assertThatThrownBy(() -> UserKnnConfig.builder().bm25B(1.5).build())
                .hasMessage("bm25B must be between 0.0 and 1.0, but is 1.5");
        assertThatThrownBy(() -> UserKnnConfig.builder().minimumSimilarity(Double.NaN).build())
                .hasMessageContaining("minimumSimilarity");
        assertThatThrownBy(() -> ItemKnnConfig.builder().alpha(2).build())
                .hasMessageContaining("alpha");
    }

    @Test
    void weightingOfSetsIsRefused() {
        assertThatThrownBy(
                        () ->
                                ItemKnnConfig.builder()
                                        .similarity(Similarity.JACCARD)
                                        .weighting(Weighting.BM25)
                                        .build())
                .hasMessageContaining("cosine and asymmetric-cosine only")
                .hasMessageContaining("JACCARD");
    }
}
