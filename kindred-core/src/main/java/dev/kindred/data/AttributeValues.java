package dev.kindred.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The values of some fields of attributes as numbers, in the order in which they first come: for
 * each row those that it has, rising and each once. Equal texts of two fields are two values.
 * Immutable and thread-safe.
 *
 * <p>Cost: O(values) to build, 4 bytes per value of a row.
 */
public final class AttributeValues {
    private static final int[] NONE = {};

    private final int[][] byRow;
    private final List<String> names;

    private AttributeValues(int[][] byRow, List<String> names) {
        this.byRow = byRow;
        this.names = names;
    }

    /** The values of the given fields together; a field that does not exist has none. */
    public static AttributeValues of(Attributes attributes, List<String> fields) {
        Map<String, Integer> numbers = new HashMap<>();
        var names = new ArrayList<String>();
        int[][] byRow = new int[attributes.ids().size()][];
        for (int row = 0; row < byRow.length; row++) {
            var of = new ArrayList<Integer>();
            for (String field : fields) {
                for (String value : attributes.values(row, field)) {
                    // A field's name holds no line break, so that no two pairs look alike.
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
        return new AttributeValues(byRow, names);
    }

    /** The values of a row, not to be changed; rows beyond the attributes have none. */
    public int[] of(int row) {
        return row >= 0 && row < byRow.length ? byRow[row] : NONE;
    }

    /** How many values two rows have in common. */
    public int shared(int row, int other) {
        int[] a = of(row);
        int[] b = of(other);
        int shared = 0;
        for (int i = 0, j = 0; i < a.length && j < b.length; ) {
            if (a[i] == b[j]) {
                shared++;
                i++;
                j++;
            } else if (a[i] < b[j]) {
                i++;
            } else {
                j++;
            }
        }
        return shared;
    }

    /** The number of rows of the attributes. */
    public int rows() {
        return byRow.length;
    }

    /** The number of different values. */
    public int size() {
        return names.size();
    }

    /** The text of a value. */
    public String name(int value) {
        return names.get(value);
    }
}
