package dev.kindred.server.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** A job that came to no good end, for a reason that a person can act on. */
public final class JobFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient @Nullable ObjectNode result;

    public JobFailure(String reason) {
        this(reason, null);
    }

    /**
     * A failure with what is known nevertheless.
     *
     * @param result figures behind the reason, or null
     */
    public JobFailure(String reason, @Nullable ObjectNode result) {
        super(reason);
        this.result = result;
    }

    public @Nullable ObjectNode result() {
        return result;
    }
}
