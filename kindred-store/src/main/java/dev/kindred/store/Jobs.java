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

    /** Takes the oldest queued job of a kind and makes it running; null if there is none. */
    @Nullable Job claim(String kind);

    @Nullable Job get(String id);

    /** Newest first. */
    List<Job> list(int limit);

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

    /** Ends the jobs that a process left running when it died; returns how many. */
    int failInterrupted();

    /** Removes jobs that ended before a time; returns how many. */
    int purge(long before);
}
