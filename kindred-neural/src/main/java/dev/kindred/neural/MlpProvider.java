package dev.kindred.neural;

import dev.kindred.model.Algorithm;
import java.util.Map;

/** Makes {@link Ncf#mlp} known as {@code mlp}. */
public final class MlpProvider extends NcfProvider {
    public MlpProvider() {
        super(NcfKind.MLP, "hidden layers over user and item embeddings");
    }

    @Override
    public Map<String, Map<String, String>> presets() {
        return Map.of(
                "ncf-ml-1m",
                settings(
                        "hiddenLayers=128,64,32 epochs=12 negatives=8 regularization=.03 dropout=.1 foldIn=false"),
                "textbook",
                settings("hiddenLayers=100,50 dropout=.2"));
    }

    @Override
    public Algorithm<?> create(Record config) {
        return Ncf.mlp((NcfConfig) config);
    }
}
