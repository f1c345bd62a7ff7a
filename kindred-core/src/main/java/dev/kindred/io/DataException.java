package dev.kindred.io;

/**
 * Input data that breaks a rule; the message names the file, the line where there is one, the value
 * and the rule.
 */
public class DataException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public DataException(String message) {
        super(message);
    }

    public DataException(String message, Throwable cause) {
        super(message, cause);
    }
}
