package dev.kindred.data;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of one user or item: of one who is in a table of {@link Attributes}, or of a new
 * one. Immutable.
 *
 * @param table where the values are
 * @param row of the table; the attributes are empty where it does not exist
 */
public record AttributeRow(Attributes table, int row) {
    /** Nothing is known. */
    public static final AttributeRow NONE = new AttributeRow(Attributes.NONE, IdIndex.ABSENT);

    /** The attributes of somebody or something new: values by field. */
    public static AttributeRow of(Map<String, List<String>> values) {
        if (values.isEmpty()) {
            return NONE;
        }
        var table = new Attributes.Builder();
        values.forEach((field, texts) -> table.put("new", field, texts));
        return new AttributeRow(table.build(), 0);
    }

    /** The names of the fields of the table; this row may have no value of some. */
    public List<String> fields() {
        return table.fields();
    }

    /** The values of a field; empty where there is none. */
    public List<String> values(String field) {
        return table.values(row, field);
    }

    /** The values of a field joined by "|", or null where there is none. */
    public @Nullable String text(String field) {
        return table.text(row, field);
    }

    /** True if no field has a value. */
    public boolean isEmpty() {
        return fields().stream().allMatch(field -> values(field).isEmpty());
    }
}
