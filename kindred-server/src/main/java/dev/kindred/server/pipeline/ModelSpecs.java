package dev.kindred.server.pipeline;

import dev.kindred.model.Algorithm;
import dev.kindred.model.Algorithms;
import dev.kindred.server.pipeline.PipelineSpec.ModelSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From the models of a pipeline to an algorithm. */
public final class ModelSpecs {
    private static final String HYBRID = "hybrid";

    /** Settings that are no algorithm's own: they fit the parts of a hybrid. */
    private static final List<String> OF_PARTS = List.of("attributes", "attributeWeight");

    private ModelSpecs() {}

    /**
     * What trains a pipeline's model: a single one is itself, several are a {@code hybrid}.
     *
     * @throws IllegalArgumentException if an algorithm, a preset, a setting or a value is unknown
     *     or out of range, or they do not fit together
     */
    public static Algorithm<?> algorithm(PipelineSpec pipeline) {
        return Algorithms.create(name(pipeline), preset(pipeline), settings(pipeline));
    }

    /** The name of what {@link #algorithm} makes. */
    public static String name(PipelineSpec pipeline) {
        return isPlain(pipeline) ? pipeline.models().get(0).algorithm() : HYBRID;
    }

    /** One name for people: {@code ease}, {@code hybrid of item-knn and ials}. */
    public static String title(PipelineSpec pipeline) {
        List<String> names = pipeline.models().stream().map(ModelSpec::algorithm).toList();
        return names.size() == 1 ? names.get(0) : "hybrid of " + String.join(" and ", names);
    }

    private static @Nullable String preset(PipelineSpec pipeline) {
        return isPlain(pipeline) ? pipeline.models().get(0).preset() : null;
    }

    private static Map<String, String> settings(PipelineSpec pipeline) {
        return isPlain(pipeline)
                ? pipeline.models().get(0).settings()
                : hybrid(pipeline.models(), pipeline.blend());
    }

    private static boolean isPlain(PipelineSpec pipeline) {
        List<ModelSpec> models = pipeline.models();
        return models.size() == 1
                && OF_PARTS.stream().noneMatch(models.get(0).settings()::containsKey);
    }

    private static Map<String, String> hybrid(List<ModelSpec> models, PipelineSpec.Blend blend) {
        var settings = new LinkedHashMap<String, String>();
        settings.put(
                "parts", models.stream().map(ModelSpecs::text).collect(Collectors.joining("+")));
        settings.put("method", blend.method());
        if (!blend.weights().isEmpty()) {
            settings.put(
                    "weights",
                    blend.weights().stream().map(String::valueOf).collect(Collectors.joining(",")));
        }
        return settings;
    }

    /** A model as it is written among the parts of a hybrid: {@code ials(factors=64)}. */
    public static String text(ModelSpec model) {
        var settings = new LinkedHashMap<String, String>();
        if (model.preset() != null) {
            settings.put("preset", model.preset());
        }
        settings.putAll(model.settings());
        String inside =
                settings.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(","));
        return inside.isEmpty() ? model.algorithm() : model.algorithm() + "(" + inside + ")";
    }

    /**
     * Checks a model by itself.
     *
     * @throws IllegalArgumentException as {@link #algorithm}
     */
    static void check(ModelSpec model) {
        var own = new LinkedHashMap<>(model.settings());
        OF_PARTS.forEach(own::remove);
        Algorithms.config(model.algorithm(), model.preset(), own);
        if (own.size() < model.settings().size()) {
            Algorithms.config(HYBRID, null, Map.of("parts", text(model)));
        }
    }
}
