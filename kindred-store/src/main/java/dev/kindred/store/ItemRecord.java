package dev.kindred.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an item.
 *
 * @param title for people
 * @param text description, for models that read
 * @param owner id of the user who offers it; it is not recommended to them
 * @param categories names; empty if none
 * @param groups a JSON object: name of a grouping and the group, for fair shares
 * @param attributes a JSON object
 * @param embedding a vector of finite numbers from elsewhere, or null
 * @param availableFrom first moment, in milliseconds since 1970-01-01 UTC, at which it may be
 *     recommended; null = always
 * @param availableUntil first moment at which it may no longer be; null = never
 * @param hidden never recommended while true
 */
public record ItemRecord(
        String id,
        @Nullable String title,
        @Nullable String text,
        @Nullable String owner,
        List<String> categories,
        String groups,
        String attributes,
        float @Nullable [] embedding,
        @Nullable Long availableFrom,
        @Nullable Long availableUntil,
        boolean hidden) {

    public ItemRecord {
        Ids.check("item", id);
        Ids.checkOptional("owner", owner);
        checkText("title", title);
        checkText("text", text);
        categories = List.copyOf(categories);
        categories.forEach(category -> Ids.check("category", category));
        Json.checkObject("groups of item \"%s\"".formatted(id), groups);
        Json.checkObject("attributes of item \"%s\"".formatted(id), attributes);
        checkFinite(id, embedding);
        if (availableFrom != null && availableUntil != null && availableFrom >= availableUntil) {
            throw new IllegalArgumentException(
                    "item \"%s\" must be available until after it is available from, but goes from %d to %d"
                            .formatted(id, availableFrom, availableUntil));
        }
    }

    /** An item with a title only. */
    public static ItemRecord of(String id, @Nullable String title) {
        return new ItemRecord(
                id, title, null, null, List.of(), "{}", "{}", null, null, null, false);
    }

    /** Whether it may be recommended at a moment. */
    public boolean isAvailable(long time) {
        return !hidden
                && (availableFrom == null || time >= availableFrom)
                && (availableUntil == null || time < availableUntil);
    }

    private static void checkText(String what, @Nullable String text) {
        if (text != null) {
            Ids.checkText(what, text);
        }
    }

    private static void checkFinite(String id, float @Nullable [] embedding) {
        if (embedding == null) {
            return;
        }
        for (float number : embedding) {
            if (!Float.isFinite(number)) {
                throw new IllegalArgumentException(
                        "embedding of item \"%s\" must hold finite numbers, but holds %s"
                                .formatted(id, number));
            }
        }
    }
}
