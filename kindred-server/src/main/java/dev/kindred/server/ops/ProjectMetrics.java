package dev.kindred.server.ops;

import dev.kindred.store.Job;
import dev.kindred.store.ModelRecord;
import dev.kindred.store.Project;
import dev.kindred.store.Projects;
import dev.kindred.store.Store;
import dev.kindred.store.StoreException;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The model and the jobs of every project, looked up now and then by a thread of its own: asking
 * for figures never waits for the store. Of more than {@value #MOST} projects the first by id are
 * shown.
 */
public final class ProjectMetrics implements AutoCloseable {
    static final int MOST = 100;
    private static final Logger LOG = LoggerFactory.getLogger(ProjectMetrics.class);
    private static final int SECONDS = 10;
    private static final int JOBS = 200;

    private final Store store;
    private final Clock clock;
    private final MultiGauge versions;
    private final MultiGauge ages;
    private final MultiGauge queued;
    private final MultiGauge running;
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        var thread = new Thread(task, "kindred-figures");
                        thread.setDaemon(true);
                        return thread;
                    });

    public ProjectMetrics(Metrics metrics, Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.versions =
                gauge(metrics, "kindred.model.version", "Version of the active model; 0 = none");
        this.ages = gauge(metrics, "kindred.model.age.seconds", "Time since the model was trained");
        this.queued = gauge(metrics, "kindred.jobs.queued", "Jobs that wait");
        this.running = gauge(metrics, "kindred.jobs.running", "Jobs under way");
    }

    private static MultiGauge gauge(Metrics metrics, String name, String description) {
        return MultiGauge.builder(name).description(description).register(metrics.registry());
    }

    /** Begins to look. */
    public void start() {
        executor.scheduleWithFixedDelay(this::tryRefresh, 0, SECONDS, TimeUnit.SECONDS);
    }

    private void tryRefresh() {
        try {
            refresh();
        } catch (StoreException e) {
            LOG.debug("figures of projects stay as they were: {}", e.getMessage());
        }
    }

    /** Looks now. */
    void refresh() {
        var versionRows = new ArrayList<Row<?>>();
        var ageRows = new ArrayList<Row<?>>();
        var queuedRows = new ArrayList<Row<?>>();
        var runningRows = new ArrayList<Row<?>>();
        for (Projects.Info info : store.projects().list().stream().limit(MOST).toList()) {
            Tags tags = Tags.of("project", info.id());
            Project project = store.project(info.id());
            ModelRecord model = project.models().active();
            versionRows.add(Row.of(tags, model == null ? 0 : model.version()));
            if (model != null) {
                long created = model.created();
                ageRows.add(Row.of(tags, () -> (clock.millis() - created) / 1000.0));
            }
            List<Job> jobs = project.jobs().list(JOBS);
            queuedRows.add(Row.of(tags, count(jobs, Job.State.QUEUED)));
            runningRows.add(Row.of(tags, count(jobs, Job.State.RUNNING)));
        }
        versions.register(versionRows, true);
        ages.register(ageRows, true);
        queued.register(queuedRows, true);
        running.register(runningRows, true);
    }

    private static long count(List<Job> jobs, Job.State state) {
        return jobs.stream().filter(job -> job.state() == state).count();
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
