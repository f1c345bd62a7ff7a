package dev.kindred.content;

import dev.kindred.data.IdIndex;
import dev.kindred.io.Tensors;
import dev.kindred.model.Algorithm;
import dev.kindred.model.AlgorithmProvider;
import dev.kindred.model.Model;
import dev.kindred.model.ModelInfo;
import dev.kindred.model.SearchRange;
import java.util.List;
import java.util.Map;

/** Makes {@link Content} known as {@value Content#NAME}. */
public final class ContentProvider implements AlgorithmProvider {
    @Override
    public String name() {
        return Content.NAME;
    }

    @Override
    public String summary() {
        return "items whose attributes (texts, categories, numbers, embeddings) are like the liked ones'";
    }

    @Override
    public Record defaults() {
        return ContentConfig.builder().build();
    }

    @Override
    public Map<String, Map<String, String>> presets() {
        return Map.of(
                "textbook",
                Map.of(
                        "oneText", "true",
                        "words", "simple",
                        "stemming", "false",
                        "sublinear", "false",
                        "feedback", "value"));
    }

    @Override
    public List<SearchRange> searchSpace(Record config) {
        return SearchRange.all(
                config,
                "weighting=tf-idf|bm25|none",
                "sublinear=true|false",
                "stemming=true|false",
                "minimumItems=1..10:log",
                "buckets=5..30",
                "interest=0..5",
                "dislikes=0..1",
                "damping=0..20");
    }

    @Override
    public Algorithm<?> create(Record config) {
        return new Content((ContentConfig) config);
    }

    @Override
    public Model load(ModelInfo info, IdIndex items, Tensors in) {
        return ContentFile.load(info, items, in);
    }
}
