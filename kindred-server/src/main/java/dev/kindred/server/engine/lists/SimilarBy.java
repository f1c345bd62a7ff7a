package dev.kindred.server.engine.lists;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What makes items similar. */
public enum SimilarBy {
    /** The same users have them. */
    USERS,
    /** Their texts and attributes. */
    TEXT,
    /** Their vectors from elsewhere. */
    EMBEDDING;

    /**
     * As it is written: in lower case.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public static SimilarBy of(String text) {
        List<String> known = Arrays.stream(values()).map(SimilarBy::text).toList();
        int at = known.indexOf(text);
        if (at < 0) {
            throw new IllegalArgumentException(
                    "by must be one of %s, but is \"%s\""
                            .formatted(String.join(", ", known), text));
        }
        return values()[at];
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
