package dev.kindred.server.bulk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.model.FitContext;
import dev.kindred.server.engine.RecommendationRequest;
import dev.kindred.server.engine.Workspace;
import dev.kindred.server.jobs.JobContext;
import dev.kindred.server.jobs.JobHandler;
import dev.kindred.server.jobs.JobRunner;
import dev.kindred.server.jobs.Lane;
import dev.kindred.server.pipeline.PipelineReader;
import dev.kindred.server.pipeline.PipelineSpec;
import dev.kindred.server.settings.JsonTree;
import dev.kindred.server.settings.Origin;
import dev.kindred.server.settings.Readings;
import dev.kindred.server.settings.Section;
import dev.kindred.server.training.Trainer;
import dev.kindred.store.Job;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Makes the lists of active users before they are asked for, batch after batch, into the result
 * cache: those who were active last come first. Spec: any of {@code length}, {@code activeDays},
 * {@code batch}, {@code workers}, {@code usersPerSecond} instead of what the pipeline says.
 */
public final class Precompute implements JobHandler {
    /** The kind of its jobs. */
    public static final String KIND = "precompute";

    private static final long NAP_NANOS = 50_000_000;

    private final Workspace workspace;
    private final ListMaker lists;

    public Precompute(Workspace workspace, ListMaker lists) {
        this.workspace = workspace;
        this.lists = lists;
    }

    /** A listener that makes the lists anew after each training, where the pipeline says so. */
    public static Consumer<Job> afterTraining(Workspace workspace, JobRunner runner) {
        return ended -> {
            boolean trained =
                    ended.kind().equals(Trainer.KIND)
                            && ended.state() == Job.State.DONE
                            && String.valueOf(ended.result()).contains("\"version\":");
            if (trained && workspace.pipeline().precompute().enabled()) {
                runner.submit(KIND);
            }
        };
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Lane lane() {
        return Lane.LISTS;
    }

    @Override
    public void check(ObjectNode spec) {
        settings(spec);
    }

    private PipelineSpec.Precompute settings(ObjectNode spec) {
        var readings = new Readings();
        var section = Section.root(JsonTree.of(spec, Origin.REQUEST), readings);
        var settings = PipelineReader.precompute(section, workspace.pipeline().precompute());
        readings.check();
        return settings;
    }

    @Override
    public ObjectNode run(JobContext job) {
        PipelineSpec.Precompute settings = settings(job.spec());
        long start = System.nanoTime();
        job.update(0, "looking for active users");
        List<String> users =
                Users.active(workspace.store(), workspace.clock().millis(), settings.activeDays());
        int kept = run(job, users, settings);
        double seconds = (System.nanoTime() - start) / 1e9;
        return JsonNodeFactory.instance
                .objectNode()
                .put("users", users.size())
                .put("kept", kept)
                .put("seconds", seconds)
                .put("message", "%,d lists of %,d active users".formatted(kept, users.size()));
    }

    private int run(JobContext job, List<String> users, PipelineSpec.Precompute settings) {
        int workers =
                settings.workers() > 0
                        ? settings.workers()
                        : Runtime.getRuntime().availableProcessors();
        var context = new FitContext(workspace.pipeline().training().seed(), workers);
        RecommendationRequest request = RecommendationRequest.of(null, settings.length());
        int rate = settings.usersPerSecond();
        int batch = rate > 0 ? Math.min(settings.batch(), rate) : settings.batch();
        long start = System.nanoTime();
        int kept = 0;
        for (int from = 0; from < users.size(); from += batch) {
            int to = Math.min(users.size(), from + batch);
            List<String> part = users.subList(from, to);
            kept += job.interruptible(() -> lists.precompute(part, request, context));
            job.update((double) to / users.size(), "%d of %d users".formatted(to, users.size()));
            if (rate > 0 && to < users.size()) {
                rest(job, start + (long) (1e9 * to / rate));
            }
        }
        return kept;
    }

    /** Waits until a moment, so that no more users are done in a second than wanted. */
    private static void rest(JobContext job, long until) {
        for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            job.checkCancelled();
            LockSupport.parkNanos(Math.min(left, NAP_NANOS));
        }
    }
}
