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

/** Makes {@link Ials} known as {@value Ials#NAME}. */
public final class IalsProvider implements AlgorithmProvider {
    @Override
    public String name() {
        return Ials.NAME;
    }

    @Override
    public String summary() {
        return "matrix factorisation of likes and views by alternating least squares";
    }

    @Override
    public Record defaults() {
        return IalsConfig.builder().build();
    }

    @Override
    public Map<String, Map<String, String>> presets() {
        return Map.of(
                "gowalla", preset("256", "16", ".005", ".01"),
                "ncf-ml-1m", preset("192", "12", ".007", ".3"),
                "mcrec", preset("32", "16", ".01", ".3"));
    }

    private static Map<String, String> preset(
            String factors, String epochs, String regularization, String unobservedWeight) {
        return Map.of(
                "factors", factors,
                "epochs", epochs,
                "regularization", regularization,
                "unobservedWeight", unobservedWeight);
    }

    @Override
    public List<SearchRange> searchSpace(Record config) {
        return SearchRange.all(
                config, "regularization=0.0005..0.05:log", "unobservedWeight=0.002..1:log");
    }

    @Override
    public Algorithm<?> create(Record config) {
        return new Ials((IalsConfig) config);
    }

    @Override
    public Model load(ModelInfo info, IdIndex items, Tensors in) {
        return IalsModel.load(info, items, in);
    }
}
