package dev.kindred.server.experiments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.server.engine.RuleChanges;
import dev.kindred.server.engine.rules.Rule;
import dev.kindred.server.engine.rules.RuleReader;
import dev.kindred.server.engine.rules.Syntax;
import dev.kindred.server.http.Json;
import dev.kindred.server.pipeline.PipelineJson;
import dev.kindred.server.pipeline.PipelineSpec;
import dev.kindred.server.settings.Origin;
import dev.kindred.server.settings.Problem;
import dev.kindred.server.settings.SettingsException;
import dev.kindred.store.Documents.Document;
import dev.kindred.store.Ids;
import dev.kindred.store.Project;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pipeline of a variant: changes to the current one, as a merge patch (RFC 7396) of its JSON,
 * or a version of its history. {@code rules} are rules by id, besides or instead of the stored
 * ones; null switches one off.
 */
final class PipelineChange {
    private static final String PIPELINE = "pipeline";
    private static final String MODELS = "models";
    private static final String BLEND = "blend";
    private static final String RULES = "rules";

    /** The kind under which rules are stored. */
    static final String RULE = "rule";

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
        ObjectNode patch = (ObjectNode) Json.parse(change);
        patch.remove(RULES);
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

    /**
     * What the variant changes in the stored rules: JSON by id; null switches one off.
     *
     * @throws SettingsException naming every rule that cannot be
     */
    static Map<String, JsonNode> rules(String change) {
        if (!change.startsWith("{")) {
            return Map.of();
        }
        JsonNode sent = Json.parse(change).path(RULES);
        if (sent.isMissingNode()) {
            return Map.of();
        }
        if (!sent.isObject()) {
            throw new SettingsException(
                    List.of(fault(RULES, "rules must be an object: rules by id, or null for off")));
        }
        var rules = new LinkedHashMap<String, JsonNode>();
        var faults = new ArrayList<Problem>();
        for (Map.Entry<String, JsonNode> one : sent.properties()) {
            try {
                Rule rule = read(one.getKey(), one.getValue());
                for (Syntax.Slip slip : rule == null ? List.<Syntax.Slip>of() : Syntax.of(rule)) {
                    throw new IllegalArgumentException(slip.detail());
                }
                rules.put(one.getKey(), one.getValue());
            } catch (IllegalArgumentException e) {
                String path = "%s[\"%s\"]".formatted(RULES, one.getKey().replace("\"", ""));
                faults.add(fault(path, "rule \"%s\": %s".formatted(one.getKey(), e.getMessage())));
            }
        }
        if (!faults.isEmpty()) {
            throw new SettingsException(faults);
        }
        return rules;
    }

    private static Problem fault(String path, String detail) {
        return new Problem(path, Origin.REQUEST, Problem.BAD_VALUE, detail);
    }

    private static @Nullable Rule read(String id, JsonNode rule) {
        Ids.check("rule", id);
        return rule.isNull() ? null : RuleReader.read(id, rule.toString());
    }

    /** The same, read. */
    static RuleChanges ruleChanges(String change) {
        var changes = new LinkedHashMap<String, @Nullable Rule>();
        rules(change).forEach((id, rule) -> changes.put(id, read(id, rule)));
        return changes.isEmpty() ? RuleChanges.NONE : new RuleChanges(changes);
    }

    /**
     * Checks that every rule that is switched off is there.
     *
     * @throws SettingsException naming those that are not
     */
    static void checkSwitchedOff(String change, Project store) {
        var faults = new ArrayList<Problem>();
        rules(change)
                .forEach(
                        (id, rule) -> {
                            if (rule.isNull() && store.documents().get(RULE, id) == null) {
                                faults.add(
                                        fault(
                                                "%s[\"%s\"]".formatted(RULES, id),
                                                "there is no rule \"%s\" to switch off"
                                                        .formatted(id)));
                            }
                        });
        if (!faults.isEmpty()) {
            throw new SettingsException(faults);
        }
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
