package dev.kindred.server.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.data.Split;
import dev.kindred.data.Splitters;
import dev.kindred.eval.Evaluation;
import dev.kindred.eval.Metrics;
import dev.kindred.eval.Report;
import dev.kindred.model.Algorithm;
import dev.kindred.model.FitContext;
import dev.kindred.server.engine.Workspace;
import dev.kindred.server.jobs.JobContext;
import dev.kindred.server.jobs.JobFailure;
import dev.kindred.server.jobs.JobHandler;
import dev.kindred.server.pipeline.ModelSpecs;
import dev.kindred.server.pipeline.PipelineJson;
import dev.kindred.server.pipeline.PipelineSpec;
import dev.kindred.server.pipeline.PipelineSpec.ModelSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures algorithms on a project's own data: each is trained on the events before a moment, and
 * ranks all items for the users after it. Spec, all optional: {@code algorithms} as {@code
 * pipeline.models} are written (default: the models of the pipeline, the pipeline itself and {@code
 * popular}), {@code pipeline} to measure models and blend of another pipeline beside the present
 * ones, {@code split} (default {@code time:0.8}; where events have no times {@code user:0.2}),
 * {@code metrics}.
 */
public final class EvaluationJob implements JobHandler {
    /** The kind of its jobs. */
    public static final String KIND = "evaluate";

    private static final String METRICS = "ndcg@10,recall@10,coverage@10,novelty@10";
    private static final List<String> KEYS = List.of("algorithms", "pipeline", "split", "metrics");

    private final Workspace workspace;

    public EvaluationJob(Workspace workspace) {
        this.workspace = workspace;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void check(ObjectNode spec) {
        spec.fieldNames()
                .forEachRemaining(
                        key -> {
                            if (!KEYS.contains(key)) {
                                throw new IllegalArgumentException(
                                        "an evaluation has no key \"%s\"; it has %s"
                                                .formatted(key, String.join(", ", KEYS)));
                            }
                        });
        candidates(spec).values().forEach(ModelSpecs::algorithm);
        Splitters.parse(spec.path("split").asText("time:0.8"));
        Metrics.parse(metrics(spec));
    }

    private static String metrics(ObjectNode spec) {
        JsonNode metrics = spec.path("metrics");
        if (!metrics.isArray()) {
            return metrics.asText(METRICS);
        }
        var names = new ArrayList<String>();
        metrics.forEach(name -> names.add(name.asText()));
        return String.join(",", names);
    }

    /** What is measured, by name. */
    private Map<String, PipelineSpec> candidates(ObjectNode spec) {
        PipelineSpec present = workspace.pipeline();
        Map<String, PipelineSpec> candidates = new LinkedHashMap<>();
        if (spec.has("algorithms")) {
            ObjectNode models = JsonNodeFactory.instance.objectNode();
            models.set("models", spec.get("algorithms"));
            addEach(PipelineJson.read(models).models(), present, candidates);
        } else if (spec.has("pipeline")) {
            candidates.put("present pipeline", present);
            PipelineSpec other = PipelineJson.read(spec.get("pipeline"));
            candidates.put("proposed pipeline", present.withModels(other.models(), other.blend()));
        } else {
            addEach(present.models(), present, candidates);
            if (present.models().size() > 1) {
                candidates.put("pipeline", present);
            }
            addEach(List.of(ModelSpec.of("popular")), present, candidates);
        }
        return candidates;
    }

    private static void addEach(
            List<ModelSpec> models, PipelineSpec present, Map<String, PipelineSpec> to) {
        for (ModelSpec model : models) {
            to.put(
                    ModelSpecs.text(model),
                    present.withModels(List.of(model), PipelineSpec.defaults().blend()));
        }
    }

    @Override
    public ObjectNode run(JobContext job) {
        PipelineSpec pipeline = workspace.pipeline();
        job.update(0.01, "reading events");
        TrainingData data =
                TrainingData.read(workspace.store(), pipeline, workspace.clock().millis());
        if (data.dataset().size() == 0) {
            throw new JobFailure("nothing to measure with: " + data.whyEmpty(pipeline));
        }
        String fallback = data.dataset().hasTimes() ? "time:0.8" : "user:0.2";
        String splitter = job.spec().path("split").asText(fallback);
        long seed = pipeline.training().seed();
        Split split = Splitters.parse(splitter).split(data.dataset(), seed).get(0);
        if (split.test().users().isEmpty() || split.train().size() == 0) {
            throw new JobFailure(
                    "the split %s of %,d interactions leaves nothing to train on or to find. Maybe try another split, such as user:0.2"
                            .formatted(splitter, data.dataset().size()));
        }
        Evaluation evaluation =
                Evaluation.of(split)
                        .metrics(Metrics.parse(metrics(job.spec())))
                        .split(splitter)
                        .build();
        return measured(job, evaluation, new FitContext(seed, Trainer.threads(pipeline)))
                .put("split", splitter)
                .put("interactions", data.dataset().size());
    }

    private ObjectNode measured(JobContext job, Evaluation evaluation, FitContext context) {
        Map<String, PipelineSpec> candidates = candidates(job.spec());
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        ArrayNode table = result.putArray("algorithms");
        double width = 0.98 / candidates.size();
        double from = 0.02;
        for (Map.Entry<String, PipelineSpec> each : candidates.entrySet()) {
            int stages = each.getValue().models().size() == 1 ? 2 : 4;
            FitContext part =
                    context.withProgress(job.part(from, from + width, each.getKey(), stages));
            Algorithm<?> algorithm = ModelSpecs.algorithm(each.getValue());
            Report report = job.interruptible(() -> evaluation.run(each.getKey(), algorithm, part));
            put(report, table.addObject());
            from += width;
        }
        return result;
    }

    private static void put(Report report, ObjectNode row) {
        row.put("algorithm", report.name());
        Validation.put(report, row.putObject("metrics"));
        row.set("intervals", ((ObjectNode) row.get("metrics")).remove("intervals"));
        row.put("users", report.users().size());
        row.putObject("seconds")
                .put("fit", report.seconds().fit())
                .put("rank", report.seconds().rank());
    }
}
