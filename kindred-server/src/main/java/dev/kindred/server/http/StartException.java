package dev.kindred.server.http;

import org.jspecify.annotations.Nullable;

/** The server cannot listen; the message says why, and what may help. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
