package dev.kindred.spark;

import java.util.function.Supplier;

/** A command line that asks for what cannot be: exit code 2. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }

    /** Runs what reads words of the command line: a bad argument there is a wrong usage. */
    static <T> T check(Supplier<T> reader) {
        try {
            return reader.get();
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage());
        }
    }
}
