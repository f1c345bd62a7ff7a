package dev.kindred.neural;

import dev.kindred.data.IdIndex;
import dev.kindred.io.Tensors;
import dev.kindred.model.AlgorithmProvider;
import dev.kindred.model.Model;
import dev.kindred.model.ModelInfo;
import dev.kindred.model.SearchRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the providers of the NCF family share. */
abstract class NcfProvider implements AlgorithmProvider {
    private final NcfKind kind;
    private final String summary;

    NcfProvider(NcfKind kind, String summary) {
        this.kind = kind;
        this.summary = summary;
    }

    @Override
    public String name() {
        return kind.algorithm();
    }

    @Override
    public String summary() {
        return summary;
    }

    @Override
    public Record defaults() {
        NcfConfig.Builder builder = NcfConfig.builder();
        return (kind.mlp() ? builder : builder.hiddenLayers(List.of())).build();
    }

    /** Settings written {@code a=1 b=2}. */
    static Map<String, String> settings(String text) {
        var settings = new LinkedHashMap<String, String>();
        for (String setting : text.split(" ")) {
            String[] parts = setting.split("=", 2);
            settings.put(parts[0], parts[1]);
        }
        return settings;
    }

    @Override
    public List<SearchRange> searchSpace(Record config) {
        var ranges =
                new ArrayList<>(
                        List.of("learningRate=0.0005..0.02:log", "regularization=0.0005..0.1:log"));
        if (kind.mlp()) {
            ranges.add("dropout=0..0.5");
        }
        return SearchRange.all(config, ranges.toArray(String[]::new));
    }

    @Override
    public Model load(ModelInfo info, IdIndex items, Tensors in) {
        String mode = info.config().getOrDefault("mode", "");
        return mode.equals(Mode.RATING.name().toLowerCase(Locale.ROOT))
                ? NcfRatingModel.load(info, items, in)
                : NcfModel.load(info, items, in);
    }
}
