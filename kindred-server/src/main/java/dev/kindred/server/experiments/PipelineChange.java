package dev.kindred.server.experiments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.server.http.Json;
import dev.kindred.server.pipeline.PipelineJson;
import dev.kindred.server.pipeline.PipelineSpec;
import dev.kindred.store.Documents.Document;
import dev.kindred.store.Project;
import java.util.List;
import java.util.Map;

/**
 * The pipeline of a variant: changes to the current one, as a merge patch (RFC 7396) of its JSON,
 * or a version of its history.
 */
final class PipelineChange {
    private static final String PIPELINE = "pipeline";
    private static final String MODELS = "models";
    private static final String BLEND = "blend";

    /** What concerns the whole project cannot differ between variants. */
    private static final List<String> OF_THE_PROJECT = List.of("precompute", "retention");

    private PipelineChange() {}

    /**
     * The pipeline of a variant.
     *
     * @param change {@code p7}, or a JSON object
     * @throws dev.kindred.server.settings.SettingsException if the result is no pipeline; paths are
     *     those in the change
     * @throws IllegalArgumentException if there is no such version, or the change is of what
     *     concerns the project
     */
    static PipelineSpec apply(PipelineSpec current, String change, Project store) {
        if (!change.startsWith("{")) {
            return PipelineJson.read(version(change, store));
        }
        JsonNode patch = Json.parse(change);
        for (String key : OF_THE_PROJECT) {
            if (patch.has(key)) {
                throw new IllegalArgumentException(
                        "%s concerns the whole project and cannot differ between variants"
                                .formatted(key));
            }
        }
        ObjectNode whole = PipelineJson.write(current);
        if (patch.has(MODELS) && !patch.has(BLEND)) {
            whole.remove(BLEND); // weights of other models
        }
        merge(whole, patch);
        return PipelineJson.read(whole);
    }

    private static String version(String name, Project store) {
        for (Document one : store.documents().history(PIPELINE, PIPELINE)) {
            if (one.body() != null && name.equals("p" + one.version())) {
                return one.body();
            }
        }
        throw new IllegalArgumentException(
                "there is no pipeline \"%s\". Maybe give the changes as an object, such as {\"rerank\": [\"mmr\"]}"
                        .formatted(name));
    }

    private static void merge(ObjectNode target, JsonNode patch) {
        for (Map.Entry<String, JsonNode> one : patch.properties()) {
            JsonNode there = target.get(one.getKey());
            if (one.getValue().isNull()) {
                target.remove(one.getKey());
            } else if (one.getValue().isObject() && there instanceof ObjectNode inner) {
                merge(inner, one.getValue());
            } else {
                target.set(one.getKey(), one.getValue());
            }
        }
    }

    /** What of a pipeline its model is learnt by; pipelines in which it is equal share a model. */
    static String learnt(PipelineSpec spec) {
        ObjectNode json = PipelineJson.write(spec);
        ObjectNode training = (ObjectNode) json.get("training");
        ObjectNode learnt = Json.MAPPER.createObjectNode();
        learnt.set(MODELS, json.get(MODELS));
        learnt.set(BLEND, json.get(BLEND));
        learnt.set("events", json.get("events"));
        learnt.set("seed", training.get("seed"));
        learnt.set("minItemEvents", training.get("minItemEvents"));
        return learnt.toString();
    }
}
