package dev.kindred.store;

import org.jspecify.annotations.Nullable;

/**
 * A piece of work in the background.
 *
 * @param id unique in the project
 * @param kind such as "train"
 * @param progress from 0 to 1
 * @param message what it is doing, or why it failed
 * @param spec a JSON object: what to do
 * @param result a JSON object: what came of it
 * @param cancelRequested somebody wants it to stop
 * @param created in milliseconds since 1970-01-01 UTC
 */
public record Job(
        String id,
        String kind,
        State state,
        double progress,
        @Nullable String message,
        String spec,
        @Nullable String result,
        boolean cancelRequested,
        long created,
        @Nullable Long started,
        @Nullable Long finished) {

    /** Where it is in its life. */
    public enum State {
        QUEUED,
        RUNNING,
        DONE,
        FAILED,
        CANCELLED;

        /** Whether nothing changes any more. */
        public boolean isFinal() {
            return this == DONE || this == FAILED || this == CANCELLED;
        }
    }
}
