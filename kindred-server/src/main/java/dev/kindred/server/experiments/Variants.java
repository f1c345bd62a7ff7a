package dev.kindred.server.experiments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.experiment.Variant;
import dev.kindred.server.engine.RuleChanges;
import dev.kindred.server.engine.Workspace;
import dev.kindred.server.http.Json;
import dev.kindred.server.jobs.JobRunner;
import dev.kindred.server.pipeline.PipelineSpec;
import dev.kindred.server.training.Trainer;
import dev.kindred.store.ModelRecord;
import dev.kindred.store.Project;
import dev.kindred.store.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pipelines of variants: made known to the engine, with models of their own where they learn
 * otherwise than the current pipeline. Not thread-safe.
 */
final class Variants {
    private static final Logger LOGGER = LoggerFactory.getLogger(Variants.class);
    private static final long RETRY_MILLIS = 60_000;

    private final Workspace workspace;
    private final Project store;
    private final JobRunner jobs;
    private final Map<String, Offered> offered = new HashMap<>();
    private final Map<String, Long> asked = new HashMap<>();

    Variants(Workspace workspace, JobRunner jobs) {
        this.workspace = workspace;
        this.store = workspace.store();
        this.jobs = jobs;
    }

    /** A pipeline that the engine knows. */
    private record Offered(PipelineSpec spec, RuleChanges rules, @Nullable Long model) {}

    /** The pipeline of a variant, made from the current one. */
    PipelineSpec spec(String change) {
        return PipelineChange.apply(workspace.pipeline(), change, store);
    }

    /** Checks the pipeline of a variant of which nobody was shown anything yet. */
    void check(String change) {
        spec(change);
        PipelineChange.checkSwitchedOff(change, store);
    }

    /**
     * Makes the pipelines of an experiment known.
     *
     * @return the id of each variant's pipeline, null for the current one; or null while a model is
     *     missing
     */
    @Nullable List<@Nullable String> offer(Stored experiment, Set<String> needed) {
        var ids = new ArrayList<@Nullable String>();
        boolean ready = true;
        for (Variant variant : experiment.now().variants()) {
            String change = variant.pipeline();
            if (change == null) {
                ids.add(null);
                continue;
            }
            String id =
                    "%s+%s/%s".formatted(workspace.pipelineId(), experiment.id(), variant.name());
            ids.add(id);
            needed.add(id);
            ready &= offer(id, experiment, variant.name(), change);
        }
        return ready ? ids : null;
    }

    private boolean offer(String id, Stored experiment, String variant, String change) {
        PipelineSpec spec = spec(change);
        Long model = null;
        if (!PipelineChange.learnt(spec).equals(PipelineChange.learnt(workspace.pipeline()))) {
            ModelRecord newest = newest(experiment.id(), variant, PipelineChange.learnt(spec));
            ModelRecord active = store.models().active();
            if (newest == null || active != null && active.version() > newest.version()) {
                train(experiment.id(), variant);
            }
            if (newest == null) {
                return false;
            }
            model = newest.version();
        }
        var now = new Offered(spec, PipelineChange.ruleChanges(change), model);
        if (now.equals(offered.get(id))) {
            return true;
        }
        try {
            workspace.offer(id, spec, now.rules(), model);
            offered.put(id, now);
            return true;
        } catch (IOException | RuntimeException e) {
            LOGGER.warn("{}: pipeline {} is not in service: {}", store.id(), id, e.getMessage());
            return offered.containsKey(id);
        }
    }

    private @Nullable ModelRecord newest(String experiment, String variant, String learnt) {
        for (ModelRecord one : store.models().list()) {
            JsonNode info = Json.parse(one.info());
            if (isOf(info, experiment)
                    && info.path("variant").asText().equals(variant)
                    && info.path("learnt").asText().equals(learnt)) {
                return one;
            }
        }
        return null;
    }

    private static boolean isOf(JsonNode info, String experiment) {
        return info.path("experiment").asText().equals(experiment);
    }

    /** What a job of training is about. */
    static ObjectNode label(String experiment, String variant, PipelineSpec spec) {
        return Json.MAPPER
                .createObjectNode()
                .put("experiment", experiment)
                .put("variant", variant)
                .put("learnt", PipelineChange.learnt(spec));
    }

    /** The model that a variant of its own answers by, or null. */
    @Nullable ModelRecord model(String experiment, String variant, PipelineSpec spec) {
        return newest(experiment, variant, PipelineChange.learnt(spec));
    }

    /** Removes the models of an experiment that is over. */
    void removeModels(String experiment) {
        for (ModelRecord one : store.models().list()) {
            if (!one.active() && isOf(Json.parse(one.info()), experiment)) {
                store.models().delete(one.version());
            }
        }
    }

    private void train(String experiment, String variant) {
        long now = workspace.clock().millis();
        String key = experiment + "/" + variant;
        if (now - asked.getOrDefault(key, Long.MIN_VALUE / 2) < RETRY_MILLIS
                || store.versions().sequence() == 0
                || jobs.isBusy(Trainer.VARIANT_KIND)) {
            return;
        }
        ObjectNode spec = Json.MAPPER.createObjectNode();
        spec.put("experiment", experiment).put("variant", variant);
        try {
            jobs.submit(Trainer.VARIANT_KIND, spec);
            asked.put(key, now);
        } catch (StoreException e) {
            LOGGER.warn("{}: {}", store.id(), e.getMessage()); // too many wait: later
        }
    }

    /** Withdraws pipelines that no experiment needs. */
    void retain(Set<String> needed) {
        for (String id : new HashSet<>(offered.keySet())) {
            if (!needed.contains(id)) {
                workspace.withdraw(id);
                offered.remove(id);
            }
        }
    }
}
