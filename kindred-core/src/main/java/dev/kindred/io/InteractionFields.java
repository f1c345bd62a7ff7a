package dev.kindred.io;

import dev.kindred.data.IdIndex;
import dev.kindred.data.Interaction;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules of {@link InteractionFiles} for those who split files into fields themselves, such as
 * jobs that read them on many machines.
 */
public final class InteractionFields {
    private InteractionFields() {}

    /**
     * Which column holds what.
     *
     * @param header whether the first row is a header
     * @param columns how many there are
     * @param positions role ("user", "item", "value", "time", "type") -> position, from 0
     */
    public record Layout(boolean header, int columns, Map<String, Integer> positions) {}

    /**
     * The layout of rows of text, as {@link InteractionFiles} guesses it.
     *
     * @param source named in errors
     * @param rows the first ones, a header included
     * @throws DataException if user or item cannot be found
     */
    public static Layout ofRows(String source, List<List<String>> rows, ReadOptions options) {
        return layout(Columns.of(source, rows, options));
    }

    /**
     * The layout of a table with named columns.
     *
     * @param firstValues column name -> a value of it, in the order of the columns
     * @throws DataException if user or item cannot be found
     */
    public static Layout ofNames(
            String source, Map<String, String> firstValues, ReadOptions options) {
        return layout(Columns.ofKeys(source, firstValues, options));
    }

    private static Layout layout(Columns columns) {
        var positions = new LinkedHashMap<String, Integer>();
        for (ColumnRole role : ColumnRole.values()) {
            if (columns.of(role) != Columns.NONE) {
                positions.put(role.label(), columns.of(role));
            }
        }
        return new Layout(columns.header(), columns.count(), positions);
    }

    /** The value of an interaction; 1 where the field is absent or blank. */
    public static double value(@Nullable String text) throws BadLine {
        return text == null || text.isBlank() ? 1 : Numbers.value(text);
    }

    /** The time of an interaction; {@link Interaction#NO_TIME} where the field is absent. */
    public static long time(@Nullable String text) throws BadLine {
        return text == null || text.isBlank() ? Interaction.NO_TIME : Times.parse(text);
    }

    /** An id, without blanks around it. */
    public static String id(String role, @Nullable String text) throws BadLine {
        String id = text == null ? "" : text.trim();
        if (id.isEmpty()) {
            throw new BadLine("the %s is empty".formatted(role), "");
        }
        if (id.length() > IdIndex.MAX_BYTES / 4
                && id.getBytes(StandardCharsets.UTF_8).length > IdIndex.MAX_BYTES) {
            throw new BadLine(
                    "the %s is longer than %d bytes".formatted(role, IdIndex.MAX_BYTES), id);
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(id)) {
            throw new BadLine("the %s is not valid Unicode".formatted(role), id);
        }
        return id;
    }
}
