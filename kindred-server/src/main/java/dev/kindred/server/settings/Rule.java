package dev.kindred.server.settings;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a value must be.
 *
 * @param words after "must be", such as "true or false"
 * @param read the value of a text, or null if it breaks the rule
 * @param write the reverse
 */
public record Rule<T>(String words, Reading<T> read, Function<T, String> write) {
    /** Reads a text. */
    @FunctionalInterface
    public interface Reading<T> {
        /**
         * The value, or null if the text is none.
         *
         * @throws IllegalArgumentException as null, with a reason
         */
        @Nullable T of(String text);
    }
}
