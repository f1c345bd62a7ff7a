package dev.kindred.store;

import org.jspecify.annotations.Nullable;

/** The store could not do what it was asked. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What kind of trouble it is, and so what helps. */
    public enum Reason {
        /** No such project, model version or job. */
        NOT_FOUND,
        /** Something else is there already, or was changed meanwhile: read it again. */
        CONFLICT,
        /** The disk is full: free some space, then try again. Nothing was written. */
        FULL,
        /**
         * The database does not answer: try again later. Whether a write was done is unknown;
         * events with ids can be sent again without harm.
         */
        UNAVAILABLE,
        /** Another process has the store open. */
        LOCKED,
        /** The store was written by a newer Kindred. */
        NEWER,
        /** Data on the disk are not what was written. */
        DAMAGED
    }

    private final Reason reason;

    public StoreException(Reason reason, String message) {
        this(reason, message, null);
    }

    public StoreException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
