package dev.kindred.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Work in the background: what is queued, running and done. */
public interface Jobs {
    /**
     * Queues a job.
     *
     * @param maxQueued the most jobs that may wait at once
     * @throws StoreException CONFLICT if that many wait already
     */
    Job submit(String kind, String spec, int maxQueued);

    /**
     * Takes the oldest queued job of a kind and makes it running; null if there is none. However
     * many processes ask, one gets it.
     */
    @Nullable Job claim(String kind);

    /** As {@link #claim(String)}; null also if that many jobs of the kind are running already. */
    @Nullable Job claim(String kind, int mostRunning);

    @Nullable Job get(String id);

    /** Newest first. */
    List<Job> list(int limit);

    /**
     * Newest first.
     *
     * @param kind null = all
     * @param before only jobs older than the one with this id; null = from the newest
     */
    List<Job> list(@Nullable String kind, @Nullable String before, int limit);

    /** Notes how far a running job is; returns its present state, with any wish to cancel. */
    Job progress(String id, double progress, @Nullable String message);

    /**
     * Ends a running job.
     *
     * @throws StoreException CONFLICT if it is not running
     */
    Job finish(String id, Job.State state, @Nullable String message, @Nullable String result);

    /** Cancels a queued job at once; asks a running one to stop. */
    Job cancel(String id);

    /** A process that gave no sign of life for so long, in milliseconds, counts as dead. */
    long LEASE = 2 * 60 * 1000;

    /**
     * Ends the jobs whose process died or closed its store; returns how many. Jobs of processes
     * that share the database and are alive go on. With SQLite, where no other process can be
     * alive, that is known at once; with PostgreSQL a process that was killed is given up when
     * another one opens the store in the same folder, at the latest after {@link #LEASE}.
     */
    int failInterrupted();

    /** Removes jobs that ended before a time; returns how many. */
    int purge(long before);
}
