package dev.kindred.neural;

import dev.kindred.data.IdIndex;
import dev.kindred.io.Tensors;
import dev.kindred.model.Algorithm;
import dev.kindred.model.AlgorithmProvider;
import dev.kindred.model.Model;
import dev.kindred.model.ModelInfo;
import dev.kindred.model.SearchRange;
import java.util.List;
import java.util.Map;

/** Makes {@link SasRec} known as {@value SasRec#NAME}. */
public final class SasRecProvider implements AlgorithmProvider {
    @Override
    public String name() {
        return SasRec.NAME;
    }

    @Override
    public String summary() {
        return "self-attention over the order of a history, trained to name the next item";
    }

    @Override
    public Record defaults() {
        return SasRecConfig.builder().build();
    }

    @Override
    public Map<String, Map<String, String>> presets() {
        return Map.of(
                "sasrec-ml-1m",
                NcfProvider.settings(
                        "factors=128 maxLength=200 epochs=24 negatives=512 learningRate=.002"));
    }

    @Override
    public List<SearchRange> searchSpace(Record config) {
        return SearchRange.all(
                config, "learningRate=0.0003..0.005:log", "dropout=0.1..0.5", "blocks=1..3");
    }

    @Override
    public Algorithm<?> create(Record config) {
        return new SasRec((SasRecConfig) config);
    }

    @Override
    public Model load(ModelInfo info, IdIndex items, Tensors in) {
        return SasRecModel.load(info, items, in);
    }
}
