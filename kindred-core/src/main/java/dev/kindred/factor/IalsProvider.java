package dev.kindred.factor;

import dev.kindred.data.IdIndex;
import dev.kindred.io.Tensors;
import dev.kindred.model.Algorithm;
import dev.kindred.model.AlgorithmProvider;
import dev.kindred.model.Model;
import dev.kindred.model.ModelInfo;
import dev.kindred.model.SearchRange;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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
                "gowalla",
                preset("factors=256 epochs=5 steps=2 regularization=.003 unobservedWeight=.01"),
                "gowalla-512",
                preset("factors=512 epochs=5 steps=2 regularization=.003 unobservedWeight=.01"),
                "gowalla-64",
                preset("factors=64 epochs=5 steps=2 regularization=.005 unobservedWeight=.01"),
                "ncf-ml-1m",
                preset("factors=192 epochs=12 regularization=.007 unobservedWeight=.3"),
                "mcrec",
                preset("factors=32 epochs=16 regularization=.01 unobservedWeight=.3"));
    }

    private static Map<String, String> preset(String settings) {
        return Arrays.stream(settings.split(" "))
                .map(setting -> setting.split("="))
                .collect(Collectors.toMap(part -> part[0], part -> part[1]));
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
