package dev.kindred.eval;

import dev.kindred.data.Attributes;
import dev.kindred.internal.Suggestion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of some fields, as numbers: for each row the values that it has, rising. */
final class AttributeValues {
    private static final int[] NONE = {};
    private static final List<String> GENRES =
            List.of("genres", "genre", "categories", "category", "tags");

    private final int[][] byRow;
    private final List<String> names;

    private AttributeValues(int[][] byRow, List<String> names) {
        this.byRow = byRow;
        this.names = names;
    }

    /** The values of the given fields together. */
    static AttributeValues of(Attributes attributes, List<String> fields) {
        var numbers = new LinkedHashMap<String, Integer>();
        var names = new ArrayList<String>();
        int[][] byRow = new int[attributes.ids().size()][];
        for (int row = 0; row < byRow.length; row++) {
            var of = new HashSet<Integer>();
            for (String field : fields) {
                for (String value : attributes.values(row, field)) {
                    // A field's name holds no line break, so that no two pairs look alike.
                    Integer number = numbers.get(field + "\n" + value);
                    if (number == null) {
                        number = names.size();
                        numbers.put(field + "\n" + value, number);
                        names.add(value);
                    }
                    of.add(number);
                }
            }
            byRow[row] = of.stream().mapToInt(Integer::intValue).sorted().toArray();
        }
        return new AttributeValues(byRow, names);
    }

    /** Values of a row; empty for rows without any. */
    int[] of(int row) {
        return row >= 0 && row < byRow.length ? byRow[row] : NONE;
    }

    /** The number of different values. */
    int size() {
        return names.size();
    }

    /** The text of a value. */
    String name(int value) {
        return names.get(value);
    }

    /**
     * The fields of {@code a+b}; without a text, all that several rows share values of (a title is
     * no ground for comparison).
     *
     * @throws IllegalArgumentException if a field does not exist
     */
    static List<String> fields(Attributes attributes, @Nullable String text, String metric) {
        if (text == null) {
            return attributes.fields().stream().filter(name -> isShared(attributes, name)).toList();
        }
        List<String> fields = Arrays.asList(text.split("\\+"));
        for (String name : fields) {
            if (!attributes.fields().contains(name)) {
                throw new IllegalArgumentException(
                        "metric %s needs the attribute \"%s\"%s; there are %s"
                                .formatted(
                                        metric,
                                        name,
                                        Suggestion.didYouMean(name, attributes.fields()),
                                        attributes.fields()));
            }
        }
        return fields;
    }

    /**
     * The named field, or the one that looks like genres, or the only one that rows share values
     * of.
     *
     * @throws IllegalArgumentException if there is none or it is not clear which
     */
    static List<String> oneField(Attributes attributes, @Nullable String text, String metric) {
        if (text != null) {
            return fields(attributes, text, metric);
        }
        List<String> shared = fields(attributes, null, metric);
        for (String name : GENRES) {
            if (shared.contains(name)) {
                return List.of(name);
            }
        }
        if (shared.size() == 1) {
            return shared;
        }
        throw new IllegalArgumentException(
                attributes.fields().isEmpty()
                        ? "metric %s needs attributes of items, and there are none. Maybe --items FILE"
                                .formatted(metric)
                        : "metric %s needs to know which item attribute is meant: write %s:ATTRIBUTE; there are %s"
                                .formatted(metric, metric, String.join(", ", attributes.fields())));
    }

    /** True if less than half of the rows that have values have one of their own. */
    private static boolean isShared(Attributes attributes, String field) {
        Map<String, Integer> rows = new LinkedHashMap<>();
        int having = 0;
        for (int row = 0; row < attributes.ids().size(); row++) {
            List<String> values = attributes.values(row, field);
            having += values.isEmpty() ? 0 : 1;
            values.forEach(value -> rows.merge(value, 1, Integer::sum));
        }
        long alone = rows.values().stream().filter(count -> count == 1).count();
        return alone < having / 2.0;
    }
}
