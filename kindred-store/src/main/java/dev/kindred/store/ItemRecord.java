package dev.kindred.store;

import dev.kindred.io.JsonFields;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /** Fields that say when an item may be shown, and when it was stored first. */
    public static final List<String> DATES = List.of("availableFrom", "availableUntil", "created");

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

    /**
     * What is known of it as attributes of core: {@code title}, {@code text}, {@code categories},
     * {@code owner}, {@code group.NAME} for each grouping, {@code availableFrom}, {@code
     * availableUntil} and {@code created} (dates), then its own attributes by name ({@code
     * outer.inner} for those within another); where a name comes twice, the former counts.
     *
     * @param created when it was first stored, in milliseconds since 1970-01-01 UTC
     */
    public Map<String, List<String>> fields(long created) {
        var fields = new LinkedHashMap<String, List<String>>();
        put(fields, "title", title);
        put(fields, "text", text);
        if (!categories.isEmpty()) {
            fields.put("categories", categories);
        }
        put(fields, "owner", owner);
        JsonFields.of(groups).forEach((name, values) -> fields.put("group." + name, values));
        put(fields, DATES.get(0), date(availableFrom));
        put(fields, DATES.get(1), date(availableUntil));
        put(fields, DATES.get(2), date(created));
        JsonFields.of(attributes).forEach(fields::putIfAbsent);
        return fields;
    }

    private static void put(Map<String, List<String>> fields, String name, @Nullable String text) {
        if (text != null && !text.isBlank()) {
            fields.put(name, List.of(text));
        }
    }

    private static @Nullable String date(@Nullable Long time) {
        return time == null ? null : Instant.ofEpochMilli(time).toString();
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
