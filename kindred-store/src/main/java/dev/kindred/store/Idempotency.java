package dev.kindred.store;

import org.jspecify.annotations.Nullable;

/** Answers to requests that carry a key, so that the same request sent again is not done again. */
public interface Idempotency {
    /** How long an answer is kept: 24 hours, in milliseconds. */
    long KEPT = 24L * 60 * 60 * 1000;

    /**
     * After this time, in milliseconds, a request without answer counts as lost: 5 minutes. It
     * counts as lost at once when the process that was to answer it is known to have ended: see
     * {@link Jobs#failInterrupted}.
     */
    long LOST = 5L * 60 * 1000;

    /** What to do with a request. */
    enum Outcome {
        /** Not seen before: do it, then {@link #complete} or {@link #abandon}. */
        NEW,
        /** The same request is being worked on: tell the client to wait. */
        IN_PROGRESS,
        /** Done before: send the stored answer. */
        REPLAY,
        /** The key was used for another request: refuse. */
        MISMATCH
    }

    /**
     * What is known of a key.
     *
     * @param status of the stored answer; 0 unless it is REPLAY
     */
    record Known(
            Outcome outcome, int status, @Nullable String contentType, byte @Nullable [] body) {}

    /** Looks up a key, and takes it if it is new. */
    Known begin(String key, String requestHash);

    /** Stores the answer. */
    void complete(String key, int status, String contentType, byte[] body);

    /** Gives a key back whose request was not done. */
    void abandon(String key);

    /** Removes what is older than {@link #KEPT}; returns how many. */
    int purge();
}
