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

/** Makes {@link BiasedMf} known as {@value BiasedMf#NAME}. */
public final class BiasedMfProvider implements AlgorithmProvider {
    @Override
    public String name() {
        return BiasedMf.NAME;
    }

    @Override
    public String summary() {
        return "rating prediction by matrix factorisation with biases";
    }

    @Override
    public Record defaults() {
        return BiasedMfConfig.builder().build();
    }

    @Override
    public Map<String, Map<String, String>> presets() {
        return Map.of(
                "textbook",
                Map.of(
                        "factors", "50",
                        "epochs", "100",
                        "learningRate", ".01",
                        "decay", "0",
                        "regularization", ".01",
                        "initialDeviation", ".1",
                        "standardize", "false",
                        "clip", "false",
                        "foldIn", "false"));
    }

    @Override
    public List<SearchRange> searchSpace(Record config) {
        return SearchRange.all(
                config, "learningRate=0.005..0.2:log", "regularization=0.005..0.2:log");
    }

    @Override
    public Algorithm<?> create(Record config) {
        return new BiasedMf((BiasedMfConfig) config);
    }

    @Override
    public Model load(ModelInfo info, IdIndex items, Tensors in) {
        return BiasedMfModel.load(info, items, in);
    }
}
