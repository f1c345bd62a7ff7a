package dev.kindred.advise;

import java.util.Map;

/**
 * An algorithm worth trying.
 *
 * @param algorithm its name
 * @param settings what to set beside its defaults
 * @param task what it is for
 * @param reason why it fits this data, in a sentence
 */
public record Suggested(String algorithm, Map<String, String> settings, Task task, String reason) {
    /** What an algorithm is asked to do. */
    public enum Task {
        /** Lists of items. */
        LISTS,
        /** Predictions of ratings. */
        RATINGS
    }

    public Suggested {
        settings = Map.copyOf(settings);
    }
}
