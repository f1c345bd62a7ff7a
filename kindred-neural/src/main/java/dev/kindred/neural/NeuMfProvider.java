package dev.kindred.neural;

import dev.kindred.model.Algorithm;
import java.util.Map;

/** Makes {@link Ncf#neuMf} known as {@code neumf}. */
public final class NeuMfProvider extends NcfProvider {
    public NeuMfProvider() {
        super(NcfKind.NEUMF, "gmf and mlp in one network");
    }

    @Override
    public Map<String, Map<String, String>> presets() {
        return Map.of(
                "ncf-ml-1m",
                settings("epochs=8 pretraining=10 negatives=8 regularization=.12 dropout=.5"));
    }

    @Override
    public Algorithm<?> create(Record config) {
        return Ncf.neuMf((NcfConfig) config);
    }
}
