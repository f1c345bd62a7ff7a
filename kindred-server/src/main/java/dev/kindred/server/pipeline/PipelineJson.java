package dev.kindred.server.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.server.pipeline.PipelineSpec.ModelSpec;
import dev.kindred.server.settings.JsonTree;
import dev.kindred.server.settings.Origin;
import dev.kindred.server.settings.Problem;
import dev.kindred.server.settings.Readings;
import dev.kindred.server.settings.Rules;
import dev.kindred.server.settings.Section;
import dev.kindred.server.settings.SettingsException;
import java.time.Duration;
import java.util.List;

/** Pipelines as JSON: the same keys as in {@code kindred.yaml}. */
public final class PipelineJson {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private PipelineJson() {}

    /**
     * Reads a pipeline; keys that are missing have their defaults.
     *
     * @throws SettingsException if anything is wrong: names everything, with JSON pointers
     */
    public static PipelineSpec read(JsonNode json) {
        var readings = new Readings();
        PipelineSpec spec =
                PipelineReader.read(Section.root(JsonTree.of(json, Origin.REQUEST), readings));
        readings.check();
        return spec;
    }

    /**
     * As {@link #read(JsonNode)}, from a text, such as a stored document.
     *
     * @throws SettingsException also if it is no JSON
     */
    public static PipelineSpec read(String json) {
        try {
            return read(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new SettingsException(
                    List.of(
                            new Problem(
                                    "",
                                    Origin.REQUEST,
                                    Problem.SYNTAX,
                                    "the pipeline is no JSON: " + e.getOriginalMessage())));
        }
    }

    /** The JSON of a pipeline, with every key; {@link #read} is the reverse. */
    public static ObjectNode write(PipelineSpec spec) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        writeEvents(spec.events(), json.putObject("events"));
        ArrayNode models = json.putArray("models");
        spec.models().forEach(model -> writeModel(model, models.addObject()));
        ObjectNode blend = json.putObject("blend").put("method", spec.blend().method());
        if (spec.blend().weights().isEmpty()) {
            blend.put("weights", "learned");
        } else {
            spec.blend().weights().forEach(blend.putArray("weights")::add);
        }
        spec.rerank().forEach(json.putArray("rerank")::add);
        writeServing(spec.serving(), json.putObject("serving"));
        writeTraining(spec.training(), json.putObject("training"));
        writePrecompute(spec.precompute(), json.putObject("precompute"));
        Integer days = spec.retention().eventDays();
        ObjectNode retention = json.putObject("retention");
        if (days == null) {
            retention.put("eventDays", "forever");
        } else {
            retention.put("eventDays", days);
        }
        return json;
    }

    private static void writeEvents(PipelineSpec.Events events, ObjectNode json) {
        ObjectNode types = json.putObject("types");
        events.types()
                .forEach(
                        (name, type) ->
                                types.putObject(name)
                                        .put("weight", type.weight())
                                        .put("negative", type.negative()));
        json.put("others", events.others());
    }

    private static void writeModel(ModelSpec model, ObjectNode json) {
        json.put("algorithm", model.algorithm());
        if (model.preset() != null) {
            json.put("preset", model.preset());
        }
        ObjectNode settings = json.putObject("settings");
        model.settings().forEach(settings::put);
    }

    private static void writeServing(PipelineSpec.Serving serving, ObjectNode json) {
        json.put("historyLength", serving.historyLength())
                .put("repeatSeen", serving.repeatSeen())
                .put("maxItems", serving.maxItems())
                .put("timeout", Rules.text(serving.timeout()))
                .put("cacheTtl", Rules.text(serving.cacheTtl()));
        PipelineSpec.Exploration exploration = serving.exploration();
        json.putObject("exploration")
                .put("share", exploration.share())
                .put("items", exploration.all() ? "all" : "new")
                .put("enough", exploration.enough())
                .put("every", Rules.text(exploration.every()));
    }

    private static void writeTraining(PipelineSpec.Training training, ObjectNode json) {
        Duration every = training.every();
        json.put("every", every == null ? "never" : Rules.text(every))
                .put("afterEvents", training.afterEvents())
                .put("threads", training.threads())
                .put("seed", training.seed())
                .put("minItemEvents", training.minItemEvents());
    }

    private static void writePrecompute(PipelineSpec.Precompute precompute, ObjectNode json) {
        json.put("enabled", precompute.enabled())
                .put("length", precompute.length())
                .put("activeDays", precompute.activeDays())
                .put("batch", precompute.batch())
                .put("workers", precompute.workers())
                .put("usersPerSecond", precompute.usersPerSecond());
    }
}
