package dev.kindred.server.jobs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.internal.Suggestion;
import dev.kindred.store.Job;
import dev.kindred.store.Job.State;
import dev.kindred.store.Jobs;
import dev.kindred.store.StoreException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the jobs of one project. Jobs are kept in the store: what waits when the server stops is
 * done after the next start, what runs is marked as interrupted. Thread-safe.
 *
 * <p>Cost: no thread while nothing waits; one per lane and one that writes down, every second, how
 * far jobs are.
 */
public final class JobRunner implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(JobRunner.class);
    private static final int MOST_LISTED = 2000;
    private static final long RETRY_MILLIS = 1000;
    private static final long LOOK_MILLIS = 50;
    private static final long CLOSE_MILLIS = 10_000;
    private static final int FINISH_ATTEMPTS = 120;

    private final String project;
    private final Jobs jobs;
    private final int queue;
    private final Semaphore training;
    private final Map<String, JobHandler> handlers = new LinkedHashMap<>();
    private final List<Consumer<Job>> listeners = new ArrayList<>();
    private final Object lock = new Object();
    private final Set<Lane> wanted = EnumSet.noneOf(Lane.class);
    private final Map<Lane, Thread> lanes = new LinkedHashMap<>();
    private final Map<String, JobContext> running = new LinkedHashMap<>();
    private @Nullable Thread reporter;
    private boolean closed;

    /**
     * A runner that does nothing yet; see {@link #start}.
     *
     * @param queue the most jobs that may wait
     * @param training one permit for each training that may run at once, shared by all projects
     */
    public JobRunner(String project, Jobs jobs, int queue, Semaphore training) {
        this.project = project;
        this.jobs = jobs;
        this.queue = queue;
        this.training = training;
    }

    /** Adds what does the jobs of a kind; before {@link #start}. */
    public JobRunner with(JobHandler handler) {
        if (handlers.putIfAbsent(handler.kind(), handler) != null) {
            throw new IllegalArgumentException(
                    "there are two handlers for jobs of kind \"%s\"".formatted(handler.kind()));
        }
        return this;
    }

    /** Adds somebody who is told of every job that ended; before {@link #start}. */
    public JobRunner listener(Consumer<Job> listener) {
        listeners.add(listener);
        return this;
    }

    /** Marks the jobs of a process that died, and goes on with those that wait. */
    public void start() {
        int interrupted = jobs.failInterrupted();
        if (interrupted > 0) {
            LOGGER.warn("{} jobs of project {} were interrupted", interrupted, project);
        }
        for (Lane lane : Lane.values()) {
            kick(lane);
        }
    }

    /** The kinds of jobs that can be submitted. */
    public Set<String> kinds() {
        return Set.copyOf(handlers.keySet());
    }

    /**
     * Queues a job.
     *
     * @throws IllegalArgumentException if the kind is unknown or the handler refuses the spec
     * @throws StoreException CONFLICT if too many jobs wait
     */
    public Job submit(String kind, ObjectNode spec) {
        JobHandler handler = handlers.get(kind);
        if (handler == null) {
            throw new IllegalArgumentException(
                    "there are no jobs of kind \"%s\"%s; there are %s"
                            .formatted(
                                    kind,
                                    Suggestion.didYouMean(kind, handlers.keySet()),
                                    String.join(", ", handlers.keySet())));
        }
        handler.check(spec);
        Job job = jobs.submit(kind, spec.toString(), queue);
        kick(handler.lane());
        return job;
    }

    /** As {@link #submit(String, ObjectNode)}, with nothing to be said. */
    public Job submit(String kind) {
        return submit(kind, JsonNodeFactory.instance.objectNode());
    }

    /** Whether a job of a kind waits or runs. */
    public boolean isBusy(String kind) {
        return jobs.list(MOST_LISTED).stream()
                .anyMatch(job -> job.kind().equals(kind) && !job.state().isFinal());
    }

    /**
     * Ends a job that waits, and asks one that runs to stop: it does so within a second or so.
     *
     * @throws StoreException NOT_FOUND if there is no such job
     */
    public Job cancel(String id) {
        Job job = jobs.cancel(id);
        JobContext context;
        synchronized (lock) {
            context = running.get(id);
        }
        if (context != null) {
            context.cancel();
        }
        return job;
    }

    /**
     * Waits until a job has ended.
     *
     * @return its last state; not a final one if the time was too short
     */
    public Job await(String id, long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (true) {
            Job job = jobs.get(id);
            if (job == null) {
                throw new StoreException(
                        StoreException.Reason.NOT_FOUND, "there is no job \"%s\"".formatted(id));
            }
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (job.state().isFinal() || left <= 0) {
                return job;
            }
            synchronized (lock) {
                lock.wait(Math.min(left, LOOK_MILLIS));
            }
        }
    }

    private void kick(Lane lane) {
        synchronized (lock) {
            wanted.add(lane);
            if (!closed && !lanes.containsKey(lane)) {
                lanes.put(lane, daemon(name(lane), () -> drain(lane)));
            }
        }
    }

    private static String name(Lane lane) {
        return lane.name().toLowerCase(Locale.ROOT);
    }

    private Thread daemon(String name, Runnable body) {
        Thread thread = new Thread(body, "kindred-%s-%s".formatted(project, name));
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
        return thread;
    }

    /** Runs the jobs of a lane until none waits. */
    private void drain(Lane lane) {
        while (true) {
            synchronized (lock) {
                if (closed || !wanted.remove(lane)) {
                    lanes.remove(lane);
                    lock.notifyAll();
                    return;
                }
            }
            try {
                while (!isClosed() && runNext(lane)) {
                    LOGGER.debug("looking for the next job of project {}", project);
                }
            } catch (StoreException e) {
                LOGGER.warn("Jobs of project {} wait: {}", project, e.getMessage());
                pause();
                kick(lane);
            } catch (RuntimeException e) {
                LOGGER.error("Jobs of project {} wait", project, e);
                pause();
                kick(lane);
            }
        }
    }

    private boolean isClosed() {
        synchronized (lock) {
            return closed;
        }
    }

    private void pause() {
        synchronized (lock) {
            try {
                if (!closed) {
                    lock.wait(RETRY_MILLIS);
                }
            } catch (InterruptedException e) {
                LOGGER.debug("woken up early");
            }
        }
    }

    private boolean runNext(Lane lane) {
        if (next(lane) == null || lane == Lane.TRAINING && !mayTrain()) {
            return false;
        }
        try {
            String kind = next(lane);
            Job job = kind == null ? null : jobs.claim(kind);
            if (job != null) {
                new JobRun(job, handlers.get(job.kind()), this).run();
            }
            return job != null;
        } finally {
            if (lane == Lane.TRAINING) {
                training.release();
            }
        }
    }

    /** Waits for the turn of this project; false if the runner is closed meanwhile. */
    private boolean mayTrain() {
        while (!isClosed()) {
            try {
                if (training.tryAcquire(RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
                    return true;
                }
            } catch (InterruptedException e) {
                LOGGER.debug("woken up early");
            }
        }
        return false;
    }

    /** The kind of the oldest job that waits in a lane. */
    private @Nullable String next(Lane lane) {
        String oldest = null;
        for (Job job : jobs.list(MOST_LISTED)) {
            JobHandler handler = handlers.get(job.kind());
            if (job.state() == State.QUEUED && handler != null && handler.lane() == lane) {
                oldest = job.kind();
            }
        }
        return oldest;
    }

    void begin(JobContext context) {
        synchronized (lock) {
            running.put(context.job().id(), context);
            if (closed) {
                context.cancel();
            }
            if (reporter == null) {
                reporter = daemon("reporter", this::report);
            }
        }
    }

    /** Ends a job in the store, whatever it takes, and tells of it. */
    void end(JobContext context, State state, String message, @Nullable ObjectNode result) {
        Job ended = finish(context.job(), state, message, result);
        synchronized (lock) {
            running.remove(context.job().id());
            lock.notifyAll();
        }
        if (ended != null) {
            tell(ended);
        }
    }

    private void tell(Job ended) {
        for (Consumer<Job> listener : listeners) {
            try {
                listener.accept(ended);
            } catch (RuntimeException e) {
                LOGGER.error("A listener failed at the end of job {}", ended.id(), e);
            }
        }
    }

    private @Nullable Job finish(
            Job job, State state, String message, @Nullable ObjectNode result) {
        for (int attempt = 1; ; attempt++) {
            try {
                return jobs.finish(
                        job.id(), state, message, result == null ? null : result.toString());
            } catch (StoreException e) {
                boolean passes = e.reason() == StoreException.Reason.UNAVAILABLE;
                if (!passes || attempt == FINISH_ATTEMPTS || isClosed()) {
                    LOGGER.error(
                            "The end of job {} cannot be stored: {}", job.id(), e.getMessage());
                    return null;
                }
                pause();
            }
        }
    }

    boolean isStopping() {
        return isClosed();
    }

    /** Writes down how far jobs are, and hears who wants them to stop, while any runs. */
    private void report() {
        while (true) {
            List<JobContext> now;
            synchronized (lock) {
                if (running.isEmpty()) {
                    reporter = null;
                    return;
                }
                now = List.copyOf(running.values());
            }
            now.forEach(this::report);
            pause();
        }
    }

    private void report(JobContext context) {
        JobContext.Standing standing = context.standing();
        try {
            Job job = jobs.progress(context.job().id(), standing.progress(), standing.message());
            if (job.cancelRequested()) {
                context.cancel();
            }
        } catch (StoreException e) {
            LOGGER.warn(
                    "The progress of job {} is not stored: {}", context.job().id(), e.getMessage());
        }
    }

    /** Stops what runs, and waits for it for 10 seconds at most. */
    @Override
    public void close() {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS);
        synchronized (lock) {
            closed = true;
            running.values().forEach(JobContext::cancel);
            lock.notifyAll();
            try {
                for (long left = CLOSE_MILLIS; !lanes.isEmpty() && left > 0; ) {
                    lock.wait(left);
                    left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
