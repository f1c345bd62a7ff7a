package dev.kindred.server.engine.lists;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kindred.internal.Suggestion;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A named list: what it is ordered by, and what may be in it.
 *
 * @param name of the list
 * @param by order
 * @param filter condition that items must meet, or null
 * @param boost formula by which the scores are multiplied, or null
 */
public record ListSpec(String name, By by, @Nullable String filter, @Nullable String boost) {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();
    private static final List<String> KEYS = List.of("by", "filter", "boost", "description");

    /** What a list is ordered by. */
    public enum By {
        /** Events that count, all times alike. */
        POPULAR,
        /** Events that count, each half as much after a week. */
        TRENDING,
        /** The day on which an item came. */
        LATEST,
        /** Chance, another one each hour. */
        RANDOM;

        /** As it is written: in lower case. */
        public static By of(String text) {
            for (By one : values()) {
                if (one.text().equals(text)) {
                    return one;
                }
            }
            List<String> known = List.of("popular", "trending", "latest", "random");
            throw new IllegalArgumentException(
                    "by must be one of %s, but is \"%s\"%s"
                            .formatted(
                                    String.join(", ", known),
                                    text,
                                    Suggestion.didYouMean(text, known)));
        }

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Reads {@code {"by":"trending","filter":"price < 50","boost":"1.2","description":"..."}}.
     *
     * @throws IllegalArgumentException if it is not of that form
     */
    public static ListSpec read(String name, String json) {
        try {
            JsonNode node = MAPPER.readTree(json);
            if (!node.isObject()) {
                throw new IllegalArgumentException("a list must be a JSON object");
            }
            node.fieldNames()
                    .forEachRemaining(
                            key -> {
                                if (!KEYS.contains(key)) {
                                    throw new IllegalArgumentException(
                                            "/%s is unknown%s; there are %s"
                                                    .formatted(
                                                            key,
                                                            Suggestion.didYouMean(key, KEYS),
                                                            String.join(", ", KEYS)));
                                }
                            });
            String by = text(node, "by");
            return new ListSpec(
                    name,
                    by == null ? By.POPULAR : By.of(by),
                    text(node, "filter"),
                    text(node, "boost"));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a list must be JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static @Nullable String text(JsonNode node, String key) {
        JsonNode value = node.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw new IllegalArgumentException(
                    "/%s must be a text, but is %s".formatted(key, value));
        }
        return value.textValue();
    }
}
