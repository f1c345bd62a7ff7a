package dev.kindred.server.transfer;

import dev.kindred.internal.Suggestion;
import dev.kindred.store.WriteMode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an import does.
 *
 * @param json whether lines are JSON objects; else fields between delimiters
 * @param columns field of the API and the column or key that holds it; others are guessed
 * @param dryRun whether nothing is stored
 * @param mode of events
 * @param once whether events that are alike in user, item, type, value, time and session count once
 *     however often they are sent
 * @param type of events whose line names none
 */
public record ImportPlan(
        Kind kind,
        boolean json,
        Map<String, String> columns,
        boolean dryRun,
        WriteMode mode,
        boolean once,
        @Nullable String type) {
    public ImportPlan {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
    }

    /**
     * Reads {@code user_id:user,movie:item}: a column or key, a colon and the field that it holds.
     *
     * @throws IllegalArgumentException if a field is unknown or comes twice
     */
    public static Map<String, String> mapping(Kind kind, String text) {
        var columns = new LinkedHashMap<String, String>();
        for (String part : text.split(",")) {
            int colon = part.lastIndexOf(':');
            String column = colon < 0 ? "" : part.substring(0, colon).strip();
            String field = part.substring(colon + 1).strip();
            if (column.isEmpty()) {
                throw new IllegalArgumentException(
                        "mapping must be such as user_id:user,movie:item, but has \"%s\""
                                .formatted(part));
            }
            if (!kind.fields().contains(field)) {
                throw new IllegalArgumentException(
                        "%s have no field \"%s\"%s; they have %s"
                                .formatted(
                                        kind.text(),
                                        field,
                                        Suggestion.didYouMean(field, kind.fields()),
                                        String.join(", ", kind.fields())));
            }
            if (columns.putIfAbsent(field, column) != null) {
                throw new IllegalArgumentException(
                        "mapping names two columns for \"%s\"".formatted(field));
            }
        }
        return columns;
    }
}
