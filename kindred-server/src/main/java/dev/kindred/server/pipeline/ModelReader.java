package dev.kindred.server.pipeline;

import dev.kindred.model.Algorithms;
import dev.kindred.server.pipeline.PipelineSpec.ModelSpec;
import dev.kindred.server.settings.Node;
import dev.kindred.server.settings.Node.Mapping;
import dev.kindred.server.settings.Node.Scalar;
import dev.kindred.server.settings.Node.Sequence;
import dev.kindred.server.settings.Readings;
import dev.kindred.server.settings.Rule;
import dev.kindred.server.settings.Rules;
import dev.kindred.server.settings.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads one model of a pipeline: a name, or a mapping with algorithm, preset and settings. */
final class ModelReader {
    private static final Rule<String> ALGORITHM =
            new Rule<>("the name of an algorithm", ModelReader::algorithm, Function.identity());

    private final Node node;
    private final String path;
    private final Readings readings;

    private ModelReader(Node node, String path, Readings readings) {
        this.node = node;
        this.path = path;
        this.readings = readings;
    }

    private static String algorithm(String name) {
        return Algorithms.provider(name).name();
    }

    /** The model; null if it is wrong, which is noted. */
    static @Nullable ModelSpec read(Node node, String path, Readings readings) {
        return new ModelReader(node, path, readings).read();
    }

    private @Nullable ModelSpec read() {
        if (node instanceof Scalar) {
            String name = Section.read(node, path, ALGORITHM, readings);
            return name == null ? null : ModelSpec.of(name);
        }
        Section section = Section.of(node, path, readings);
        Node algorithm = section.node("algorithm");
        Node preset = section.node("preset");
        Section settings = section.section("settings");
        section.done();
        if (algorithm == null) {
            if (node instanceof Mapping) {
                section.reject("algorithm", path + " must have the key \"algorithm\"");
            }
            return null;
        }
        String name = Section.read(algorithm, section.path("algorithm"), ALGORITHM, readings);
        String presetName =
                preset == null
                        ? null
                        : Section.read(preset, section.path("preset"), Rules.TEXT, readings);
        Map<String, String> texts = texts(settings);
        return name == null
                ? null
                : checked(new ModelSpec(name, presetName, texts), section, settings);
    }

    private static Map<String, String> texts(Section settings) {
        var texts = new LinkedHashMap<String, String>();
        settings.entries()
                .forEach(
                        (key, value) -> {
                            String text = text(value);
                            if (text == null) {
                                settings.reject(
                                        key,
                                        "%s must be a value or a list of values, but is %s"
                                                .formatted(settings.path(key), value.inWords()));
                            } else {
                                texts.put(key, text);
                            }
                        });
        return texts;
    }

    private static @Nullable String text(Node value) {
        if (value instanceof Scalar scalar) {
            return scalar.text();
        }
        if (!(value instanceof Sequence sequence)) {
            return null;
        }
        var parts = new ArrayList<String>();
        for (Node member : sequence.values()) {
            if (!(member instanceof Scalar scalar) || scalar.text() == null) {
                return null;
            }
            parts.add(scalar.text());
        }
        return String.join(",", parts);
    }

    /** Puts the blame where it belongs: on the preset, on one setting, or on all together. */
    private @Nullable ModelSpec checked(ModelSpec model, Section section, Section settings) {
        int before = problems();
        section.check(
                "preset",
                at -> ModelSpecs.check(new ModelSpec(model.algorithm(), model.preset(), Map.of())));
        if (problems() == before) {
            for (Map.Entry<String, String> setting : model.settings().entrySet()) {
                if (!setting.getKey().equals("attributeWeight")) {
                    settings.check(setting.getKey(), at -> ModelSpecs.check(alone(model, setting)));
                }
            }
        }
        if (problems() == before) {
            section.check("settings", at -> ModelSpecs.check(model));
        }
        return problems() == before ? model : null;
    }

    private static ModelSpec alone(ModelSpec model, Map.Entry<String, String> setting) {
        return new ModelSpec(
                model.algorithm(), model.preset(), Map.of(setting.getKey(), setting.getValue()));
    }

    private int problems() {
        return readings.problems().size();
    }

    /** How the models are shown among the values in force. */
    static String inWords(List<ModelSpec> models) {
        return String.join(", ", models.stream().map(ModelSpecs::text).toList());
    }
}
