package dev.kindred.server.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.kindred.server.engine.Workspace;
import dev.kindred.server.jobs.JobRunner;
import dev.kindred.server.pipeline.PipelineSpec.Training;
import dev.kindred.server.settings.Rules;
import dev.kindred.store.Job;
import dev.kindred.store.Job.State;
import dev.kindred.store.ModelRecord;
import dev.kindred.store.Project;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a project is trained: if there are new events, and they are many or the last
 * training was long ago. While there are fewer events than {@code afterEvents}, as soon as they
 * doubled: the first event trains at once, the second, the fourth and so on.
 *
 * <p>There are at least 10 seconds between trainings; after failures 1 minute, then 2, 4 and so on
 * up to an hour. What was rejected is not tried again until there are new events.
 */
public final class TrainingSchedule {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long PAUSE = 10_000;
    private static final long FIRST_RETRY = 60_000;
    private static final long LAST_RETRY = 3_600_000;
    private static final int MOST_JOBS = 20;

    private final Workspace workspace;
    private final JobRunner runner;
    private long idleSince = -1; // sequence at which nothing was left to learn

    public TrainingSchedule(Workspace workspace, JobRunner runner) {
        this.workspace = workspace;
        this.runner = runner;
    }

    /**
     * To be called every second or so: queues a training if one is due. Cost: mostly one look at
     * the store's versions.
     *
     * @return the job, or null
     */
    public @Nullable Job tick() {
        String reason = due();
        return reason == null
                ? null
                : runner.submit(
                        Trainer.KIND, JsonNodeFactory.instance.objectNode().put("reason", reason));
    }

    /** Why a training is due; null if none is. */
    @Nullable String due() {
        Project store = workspace.store();
        long sequence = store.versions().sequence();
        if (sequence == 0 || sequence == idleSince) {
            return null;
        }
        List<Job> jobs = store.jobs().list(Trainer.KIND, null, MOST_JOBS);
        boolean busy = jobs.stream().anyMatch(job -> !job.state().isFinal());
        long now = workspace.clock().millis();
        if (busy || !jobs.isEmpty() && now < end(jobs.get(0)) + pause(jobs)) {
            return null;
        }
        Learnt learnt = learnt(store.models().active(), jobs);
        if (sequence <= learnt.sequence()) {
            idleSince = sequence;
            return null;
        }
        return due(sequence - learnt.sequence(), learnt, now);
    }

    private @Nullable String due(long fresh, Learnt learnt, long now) {
        Training training = workspace.pipeline().training();
        long enough = Math.min(training.afterEvents(), Math.max(1, learnt.events()));
        if (training.afterEvents() > 0 && fresh >= enough) {
            return "%,d new events".formatted(fresh);
        }
        Duration every = training.every();
        return every != null && now - learnt.time() >= every.toMillis()
                ? "%s since the last training, %,d new events"
                        .formatted(Rules.text(Duration.ofMillis(now - learnt.time())), fresh)
                : null;
    }

    private static long end(Job job) {
        return job.finished() == null ? job.created() : job.finished();
    }

    private static long pause(List<Job> newestFirst) {
        int failures = 0;
        while (failures < newestFirst.size() && newestFirst.get(failures).state() != State.DONE) {
            failures++;
        }
        return failures == 0
                ? PAUSE
                : Math.min(LAST_RETRY, FIRST_RETRY << Math.min(failures - 1, 10));
    }

    /**
     * What was learnt from, or found not to be good enough to learn from.
     *
     * @param sequence of the last event
     * @param events how many there were
     * @param time when
     */
    private record Learnt(long sequence, long events, long time) {}

    private static Learnt learnt(@Nullable ModelRecord active, List<Job> jobs) {
        var learnt = new Learnt(0, 0, Long.MIN_VALUE / 2);
        if (active != null) {
            learnt = later(learnt, active.info(), active.created());
        }
        for (Job job : jobs) {
            if (job.result() != null) {
                learnt = later(learnt, job.result(), end(job));
            }
        }
        return learnt;
    }

    private static Learnt later(Learnt before, String json, long time) {
        try {
            JsonNode figures = JSON.readTree(json);
            long sequence = figures.path("sequence").asLong();
            return sequence > before.sequence()
                    ? new Learnt(sequence, figures.path("events").asLong(), time)
                    : before;
        } catch (JsonProcessingException e) {
            return before; // the store takes JSON only
        }
    }
}
