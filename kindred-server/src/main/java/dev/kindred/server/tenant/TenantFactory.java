package dev.kindred.server.tenant;

import dev.kindred.server.bulk.BatchLists;
import dev.kindred.server.bulk.DataExport;
import dev.kindred.server.bulk.EngineLists;
import dev.kindred.server.bulk.Precompute;
import dev.kindred.server.engine.EngineSettings;
import dev.kindred.server.engine.Workspace;
import dev.kindred.server.experiments.Experiments;
import dev.kindred.server.jobs.JobRunner;
import dev.kindred.server.pipeline.PipelineJson;
import dev.kindred.server.pipeline.PipelineSpec;
import dev.kindred.server.training.EvaluationJob;
import dev.kindred.server.training.Ticker;
import dev.kindred.server.training.Trainer;
import dev.kindred.server.training.TrainingSchedule;
import dev.kindred.server.training.Upkeep;
import dev.kindred.store.Audit;
import dev.kindred.store.Documents.Document;
import dev.kindred.store.Project;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts together what works for a project. */
public final class TenantFactory implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(TenantFactory.class);
    private static final String PIPELINE = "pipeline";
    private static final long TICK_MILLIS = 1000;

    /**
     * How tenants work.
     *
     * @param pipeline of projects that have none of their own
     * @param folder for files that are being made
     * @param queue the most jobs of a project that may wait
     * @param keepJobDays how long ended jobs are listed
     * @param keepModels the most versions of models of a project that stay on the disk
     * @param scheduled whether models are trained by themselves, when there are new events
     */
    public record Settings(
            PipelineSpec pipeline,
            Path folder,
            int queue,
            int keepJobDays,
            int keepModels,
            boolean scheduled) {}

    private final Settings settings;
    private final EngineSettings engine;
    private final Clock clock;
    private final Audit audit;
    private final Semaphore training = new Semaphore(1);
    private final Ticker ticker = new Ticker(TICK_MILLIS);

    public TenantFactory(Settings settings, EngineSettings engine, Clock clock, Audit audit) {
        this.audit = audit;
        this.settings = settings;
        this.engine = engine;
        this.clock = clock;
    }

    /** What works for a project; jobs that wait go on. */
    public Tenant open(Project project) {
        var workspace = workspace(project);
        var jobs = new JobRunner(project.id(), project.jobs(), settings.queue(), training);
        jobs.with(
                new Trainer(
                        workspace,
                        settings.folder(),
                        settings.keepModels(),
                        (model, file) -> {
                            workspace.publish(model, file);
                            workspace.refresh();
                        }));
        Path exports = settings.folder().resolve("exports").resolve(project.id());
        addBulk(workspace, jobs, exports);
        var experiments = new Experiments(workspace, jobs, audit);
        jobs.with(Trainer.ofVariants(workspace, settings.folder(), experiments::variant));
        var schedule = new TrainingSchedule(workspace, jobs);
        var upkeep = new Upkeep(workspace, settings.keepJobDays(), exports);
        Runnable tick =
                () -> {
                    if (settings.scheduled()) {
                        schedule.tick();
                    }
                    experiments.tick();
                    upkeep.tick();
                };
        jobs.start();
        experiments.follow();
        ticker.add(tick);
        return new Tenant(workspace, jobs, experiments, () -> ticker.remove(tick));
    }

    private static void addBulk(Workspace workspace, JobRunner jobs, Path exports) {
        var lists = new EngineLists(workspace);
        jobs.with(new Precompute(workspace, lists))
                .with(new BatchLists(workspace, lists, exports))
                .with(new DataExport(workspace.store(), exports))
                .with(new EvaluationJob(workspace))
                .listener(Precompute.afterTraining(workspace, jobs));
    }

    private Workspace workspace(Project project) {
        Document own = project.documents().get(PIPELINE, PIPELINE);
        var workspace = new Workspace(project, settings.pipeline(), clock, engine);
        if (own != null) {
            workspace.change(PipelineJson.read(String.valueOf(own.body())), own.version());
        }
        try {
            workspace.load();
        } catch (IOException e) {
            LOGGER.warn("{}: the model cannot be read: {}", project.id(), e.getMessage());
        }
        return workspace;
    }

    @Override
    public void close() {
        ticker.close();
    }
}
