package dev.kindred.model;

/** Training that failed; the message names the epoch and the setting to look at. */
public class FitException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public FitException(String message) {
        super(message);
    }

    public FitException(String message, Throwable cause) {
        super(message, cause);
    }
}
