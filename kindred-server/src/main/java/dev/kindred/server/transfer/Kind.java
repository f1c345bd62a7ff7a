package dev.kindred.server.transfer;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is brought in or out. */
public enum Kind {
    EVENTS("user", "item", "type", "value", "time", "id", "session", "recommendationId"),
    ITEMS(
            "id",
            "title",
            "text",
            "categories",
            "owner",
            "groups",
            "attributes",
            "embedding",
            "availableFrom",
            "availableUntil",
            "hidden"),
    USERS("id", "attributes");

    private final List<String> fields;

    Kind(String... fields) {
        this.fields = List.of(fields);
    }

    /** The fields of a record of the API. */
    public List<String> fields() {
        return fields;
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The words for all kinds. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Kind::text).toList();
    }

    public static Kind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
