package dev.kindred.rerank;

import dev.kindred.data.AttributeValues;
import dev.kindred.data.Attributes;
import dev.kindred.internal.Suggestion;
import java.util.List;

/** The fields of items that steps name. */
final class ItemFields {
    private ItemFields() {}

    /** The values of fields by their names, as {@link #field} understands them. */
    static AttributeValues values(Attributes items, String... names) {
        return values(items, List.of(names));
    }

    static AttributeValues values(Attributes items, List<String> names) {
        return AttributeValues.of(items, names.stream().map(name -> field(items, name)).toList());
    }

    /**
     * The field of a name; {@code genre} is {@code genres} where there is no such field, and the
     * other way round.
     *
     * @throws IllegalArgumentException if there is none
     */
    static String field(Attributes attributes, String name) {
        List<String> fields = attributes.fields();
        String other = name.endsWith("s") ? name.substring(0, name.length() - 1) : name + "s";
        if (!fields.contains(name) && !fields.contains(other)) {
            throw new IllegalArgumentException(
                    "items have no attribute \"%s\"%s; there are %s"
                            .formatted(name, Suggestion.didYouMean(name, fields), fields));
        }
        return fields.contains(name) ? name : other;
    }
}
