package dev.kindred.rerank;

import dev.kindred.data.Attributes;
import dev.kindred.internal.Suggestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The values of some fields as numbers: for each row those that it has, rising. */
final class ItemValues {
    private static final int[] NONE = {};

    private final int[][] byRow;
    private final List<String> names;

    private ItemValues(int[][] byRow, List<String> names) {
        this.byRow = byRow;
        this.names = names;
    }

    static ItemValues of(Attributes attributes, List<String> fields) {
        fields.forEach(field -> checkField(attributes, field));
        Map<String, Integer> numbers = new HashMap<>();
        var names = new ArrayList<String>();
        int[][] byRow = new int[attributes.ids().size()][];
        for (int row = 0; row < byRow.length; row++) {
            var of = new ArrayList<Integer>();
            for (String field : fields) {
                for (String value : attributes.values(row, field)) {
                    String key = field + "\n" + value;
                    Integer number = numbers.get(key);
                    if (number == null) {
                        number = names.size();
                        numbers.put(key, number);
                        names.add(value);
                    }
                    of.add(number);
                }
            }
            byRow[row] =
                    of.isEmpty()
                            ? NONE
                            : of.stream().mapToInt(value -> value).sorted().distinct().toArray();
        }
        return new ItemValues(byRow, names);
    }

    /** Fails if the field does not exist. */
    static void checkField(Attributes attributes, String field) {
        if (!attributes.fields().contains(field)) {
            throw new IllegalArgumentException(
                    "items have no attribute \"%s\"%s; there are %s"
                            .formatted(
                                    field,
                                    Suggestion.didYouMean(field, attributes.fields()),
                                    attributes.fields()));
        }
    }

    /** The values of a row; rows beyond the attributes have none. */
    int[] of(int row) {
        return row < byRow.length ? byRow[row] : NONE;
    }

    int rows() {
        return byRow.length;
    }

    int size() {
        return names.size();
    }

    String name(int value) {
        return names.get(value);
    }

    List<String> names() {
        return names;
    }
}
