package dev.kindred.server.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Does the jobs of one kind. Must be thread-safe. */
public interface JobHandler {
    /** The kind, such as "train". */
    String kind();

    default Lane lane() {
        return Lane.TRAINING;
    }

    /**
     * Checks what is to be done, before it is queued.
     *
     * @throws IllegalArgumentException if it cannot be done
     */
    default void check(ObjectNode spec) {}

    /**
     * Does a job. Should ask {@link JobContext#checkCancelled} or tell its progress every second.
     *
     * @return what came of it; its text "message", if any, is the job's last message
     * @throws JobFailure with a reason that a person can act on
     */
    ObjectNode run(JobContext context) throws Exception;
}
