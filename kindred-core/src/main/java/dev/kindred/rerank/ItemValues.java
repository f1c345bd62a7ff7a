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

    static ItemValues of(Attributes attributes, List<String> names) {
        List<String> fields = names.stream().map(name -> field(attributes, name)).toList();
        Map<String, Integer> numbers = new HashMap<>();
        var texts = new ArrayList<String>();
        int[][] byRow = new int[attributes.ids().size()][];
        for (int row = 0; row < byRow.length; row++) {
            var of = new ArrayList<Integer>();
            for (String field : fields) {
                for (String value : attributes.values(row, field)) {
                    String key = field + "\n" + value;
                    Integer number = numbers.get(key);
                    if (number == null) {
                        number = texts.size();
                        numbers.put(key, number);
                        texts.add(value);
                    }
                    of.add(number);
                }
            }
            byRow[row] =
                    of.isEmpty()
                            ? NONE
                            : of.stream().mapToInt(value -> value).sorted().distinct().toArray();
        }
        return new ItemValues(byRow, texts);
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
