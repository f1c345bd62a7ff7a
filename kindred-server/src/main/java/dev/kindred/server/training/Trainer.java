package dev.kindred.server.training;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.data.Dataset;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import dev.kindred.model.ModelFile;
import dev.kindred.server.engine.Workspace;
import dev.kindred.server.jobs.JobContext;
import dev.kindred.server.jobs.JobFailure;
import dev.kindred.server.jobs.JobHandler;
import dev.kindred.server.pipeline.ModelSpecs;
import dev.kindred.server.pipeline.PipelineJson;
import dev.kindred.server.pipeline.PipelineSpec;
import dev.kindred.store.ModelRecord;
import dev.kindred.store.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Trains a project's model: reads the events, compares the pipeline's algorithm with popularity on
 * events held back, trains on all of them, and takes the model into service if it is sound and not
 * worse than popularity; else the old one stays.
 *
 * <p>Where one user or one item is all there is, {@code popular} is trained: nothing more can be
 * learnt.
 */
public final class Trainer implements JobHandler {
    /** The kind of its jobs. */
    public static final String KIND = "train";

    /** The kind of jobs that train variants of experiments. */
    public static final String VARIANT_KIND = "train-variant";

    private static final int ATTEMPTS = 3;

    private final Workspace workspace;
    private final Path folder;
    private final int keep;
    private final Publisher publisher;
    private final @Nullable Function<ObjectNode, Variant> variants;

    /**
     * What a variant of an experiment is trained by.
     *
     * @param pipeline of the variant
     * @param label is added to the model's info, so that it is found again
     */
    public record Variant(PipelineSpec pipeline, ObjectNode label) {}

    /**
     * A trainer.
     *
     * @param folder where model files are before they are in the store
     * @param keep the most versions of models that stay in the store
     */
    public Trainer(Workspace workspace, Path folder, int keep, Publisher publisher) {
        this(workspace, folder, keep, publisher, null);
    }

    private Trainer(
            Workspace workspace,
            Path folder,
            int keep,
            Publisher publisher,
            @Nullable Function<ObjectNode, Variant> variants) {
        this.workspace = workspace;
        this.folder = folder;
        this.keep = keep;
        this.publisher = publisher;
        this.variants = variants;
    }

    /**
     * A trainer of models for variants of experiments: they are stored with a label, and not taken
     * into service here; they may be worse than popularity, for that is what is to be found out.
     *
     * @param variants tells what a job's spec means
     */
    public static Trainer ofVariants(
            Workspace workspace, Path folder, Function<ObjectNode, Variant> variants) {
        return new Trainer(workspace, folder, 0, (record, file) -> {}, variants);
    }

    @Override
    public String kind() {
        return variants == null ? KIND : VARIANT_KIND;
    }

    @Override
    public void check(ObjectNode spec) {
        if (variants != null) {
            variants.apply(spec);
        }
    }

    /** What a training is about. */
    private record Task(
            JobContext job,
            PipelineSpec pipeline,
            TrainingData data,
            FitContext context,
            @Nullable Variant variant) {
        Dataset dataset() {
            return data.dataset();
        }

        FitContext part(double from, double to, String what, int stages) {
            return context.withProgress(job.part(from, to, what, stages));
        }
    }

    /** Somebody was erased whose events the new model knows: it must not be kept. */
    private static final class Outdated extends Exception {
        private static final long serialVersionUID = 1;
    }

    @Override
    public ObjectNode run(JobContext job) throws IOException {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                return once(job);
            } catch (Outdated e) {
                job.note("a user was erased during the training: it began anew");
            }
        }
        throw new JobFailure(
                "users were erased during each of %d trainings; try again".formatted(ATTEMPTS));
    }

    private ObjectNode once(JobContext job) throws IOException, Outdated {
        Variant variant = variants == null ? null : variants.apply(job.spec());
        PipelineSpec wanted = variant == null ? workspace.pipeline() : variant.pipeline();
        job.update(0.01, "reading events");
        TrainingData data =
                TrainingData.read(workspace.store(), wanted, workspace.clock().millis());
        if (data.dataset().size() == 0) {
            return result(data)
                    .put("trained", false)
                    .put("message", "nothing trained: " + data.whyEmpty(wanted));
        }
        PipelineSpec pipeline = Learnable.part(wanted, data, job);
        var context = new FitContext(pipeline.training().seed(), threads(pipeline));
        return train(new Task(job, pipeline, data, context, variant));
    }

    static int threads(PipelineSpec pipeline) {
        int threads = pipeline.training().threads();
        return threads > 0 ? threads : Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
    }

    private ObjectNode train(Task task) throws IOException, Outdated {
        String title = ModelSpecs.title(task.pipeline());
        long start = System.nanoTime();
        Validation validation = validation(task, title);
        ObjectNode result = result(task.data()).put("algorithm", title);
        result.set("metrics", validation.json());
        if (validation.isWorse() && task.variant() == null) {
            throw new JobFailure(worse(title, validation), result.put("trained", false));
        }
        PipelineSpec weighed = LearnedWeights.of(task.pipeline(), validation.model());
        int parts = task.pipeline().models().size();
        FitContext fit = task.part(0.5, 0.9, "training", parts);
        Model model =
                task.job()
                        .interruptible(
                                () -> ModelSpecs.algorithm(weighed).fit(task.dataset(), fit));
        check(task, title, model, validation, result);
        result.put("seconds", (System.nanoTime() - start) / 1e9);
        ModelRecord record = publish(task, title, model, result);
        return result.put("trained", true)
                .put("version", record.version())
                .put("message", message(task, record, validation));
    }

    private static Validation validation(Task task, String title) {
        int parts = task.pipeline().models().size();
        FitContext context = task.part(0.05, 0.5, "comparing with popularity", 3 * parts + 2);
        return Learnable.isPopular(task.pipeline())
                ? Validation.skipped("the model is popularity itself")
                : task.job()
                        .interruptible(
                                () ->
                                        Validation.run(
                                                task.dataset(),
                                                ModelSpecs.algorithm(task.pipeline()),
                                                title,
                                                context));
    }

    private static String worse(String title, Validation validation) {
        var popular = validation.popular();
        var report = validation.report();
        return "rejected: %s is worse than popularity on the last events of %d users (nDCG@10 %.4f, popularity %.4f), so the model before it stays in service. Maybe try other models (kindred advise), or settings that suit few events"
                .formatted(
                        title,
                        report == null ? 0 : report.users().size(),
                        report == null ? Double.NaN : report.metric(Validation.METRIC),
                        popular == null ? Double.NaN : popular.metric(Validation.METRIC));
    }

    private static String message(Task task, ModelRecord record, Validation validation) {
        if (task.variant() != null) {
            return "version %d is ready for its variant".formatted(record.version());
        }
        var popular = validation.popular();
        var report = validation.report();
        return report == null || popular == null
                ? "version %d is in service; not compared with popularity: %s"
                        .formatted(record.version(), validation.skipped())
                : "version %d is in service: nDCG@10 %.4f, popularity %.4f"
                        .formatted(
                                record.version(),
                                report.metric(Validation.METRIC),
                                popular.metric(Validation.METRIC));
    }

    private static void check(
            Task task, String title, Model model, Validation validation, ObjectNode result) {
        FitContext context = task.part(0.9, 0.95, "checking", 1);
        Soundness found =
                task.job().interruptible(() -> Soundness.of(model, task.dataset(), context));
        result.put("covered", found.covered());
        String objection =
                model.items().equals(task.dataset().items())
                        ? found.objection(validation.skipped() == null)
                        : "it does not know all items";
        if (objection != null) {
            throw new JobFailure(
                    "rejected: %s cannot serve: %s; the model before it stays in service"
                            .formatted(title, objection),
                    result.put("trained", false));
        }
    }

    private ModelRecord publish(Task task, String title, Model model, ObjectNode result)
            throws IOException, Outdated {
        if (task.data().isOutdated(workspace.store())) {
            throw new Outdated();
        }
        task.job().update(0.95, "writing the model");
        Files.createDirectories(folder);
        Path file = Files.createTempFile(folder, "training", ".kindred");
        try {
            ModelFile.write(file, model, task.dataset());
            task.job().update(0.98, "taking the model into service");
            Models models = workspace.store().models();
            ModelRecord record =
                    models.add(
                            file,
                            model.info().algorithm(),
                            result.get("metrics").toString(),
                            info(task, title, model, result).toString());
            if (task.variant() != null) {
                removeOld(models, task.variant(), record);
                return record;
            }
            publisher.publish(record, new ModelFile(model, task.dataset()));
            ModelRecord active = models.activate(record.version());
            removeOld(models);
            return active;
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static ObjectNode info(Task task, String title, Model model, ObjectNode result) {
        ObjectNode info = result.deepCopy();
        info.remove("metrics");
        info.put("title", title)
                .put("fingerprint", model.info().fingerprint())
                .put("seed", model.info().seed())
                .put("kindred", model.info().version());
        ObjectNode config = info.putObject("config");
        model.info().config().forEach(config::put);
        task.job().notes().forEach(info.putArray("notes")::add);
        info.set("pipeline", PipelineJson.write(task.pipeline()));
        if (task.variant() != null) {
            info.setAll(task.variant().label());
        }
        return info;
    }

    /** Whether a model is one of a variant, and never became that of all. */
    private static boolean isOfVariant(ModelRecord model) {
        return model.activated() == null && model.info().contains("\"experiment\":");
    }

    private static void removeOld(Models models, Variant variant, ModelRecord newest) {
        String label = variant.label().toString();
        String inside = label.substring(1, label.length() - 1);
        for (ModelRecord old : models.list()) {
            if (old.version() < newest.version() && old.info().contains(inside) && !old.active()) {
                models.delete(old.version());
            }
        }
    }

    private void removeOld(Models models) {
        List<ModelRecord> all = models.list().stream().filter(one -> !isOfVariant(one)).toList();
        for (ModelRecord old : all.subList(Math.min(keep, all.size()), all.size())) {
            if (!old.active()) {
                models.delete(old.version());
            }
        }
    }

    private static ObjectNode result(TrainingData data) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("sequence", data.sequence())
                .put("events", data.events())
                .put("interactions", data.dataset().size())
                .put("users", data.dataset().users().size())
                .put("items", data.dataset().items().size())
                .put("itemsWithEvents", data.itemsWithEvents());
    }
}
