package dev.kindred.neural;

import dev.kindred.model.Algorithm;
import java.util.Map;

/** Makes {@link Ncf#gmf} known as {@code gmf}. */
public final class GmfProvider extends NcfProvider {
    public GmfProvider() {
        super(
                NcfKind.GMF,
                "weighted product of user and item embeddings, trained as a neural network");
    }

    @Override
    public Map<String, Map<String, String>> presets() {
        return Map.of(
                "ncf-ml-1m",
                settings("epochs=12 negatives=8 regularization=.1"),
                "ml-1m-split90",
                settings("mode=rating factors=32 epochs=8 learningRate=.002 regularization=.05"));
    }

    @Override
    public Algorithm<?> create(Record config) {
        return Ncf.gmf((NcfConfig) config);
    }
}
