package dev.kindred.coldstart;

import dev.kindred.data.AttributeRow;
import dev.kindred.data.IdIndex;
import dev.kindred.io.DataException;
import dev.kindred.io.Tensors;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Groups of users who share the value of an attribute, or a range of it; each with enough users to
 * tell of none of them. Immutable.
 */
final class UserGroups {
    private static final String SEPARATOR = "=";

    private final IdIndex fields;
    private final IdIndex groups; // "field=value", or "field=lowest number"
    private final int[] sizes;
    private final Map<String, Map<String, Integer>> ofTexts = new HashMap<>();
    private final Map<String, NavigableMap<Double, Integer>> ofNumbers = new HashMap<>();

    /**
     * Groups by their keys.
     *
     * @param numbers the fields whose groups are ranges of numbers
     */
    UserGroups(IdIndex fields, BitSet numbers, IdIndex groups, int[] sizes) {
        this.fields = fields;
        this.groups = groups;
        this.sizes = sizes;
        for (int group = 0; group < groups.size(); group++) {
            String field = field(group);
            String value = value(group);
            int row = fields.row(field);
            if (row == IdIndex.ABSENT) {
                throw new DataException(
                        "group \"%s\" is of no known field".formatted(groups.id(group)));
            }
            if (numbers.get(row)) {
                ofNumbers
                        .computeIfAbsent(field, any -> new TreeMap<>())
                        .put(Double.valueOf(value), group);
            } else {
                ofTexts.computeIfAbsent(field, any -> new HashMap<>()).put(fold(value), group);
            }
        }
    }

    static String key(String field, String value) {
        return field + SEPARATOR + value;
    }

    /** Values that differ in case or blanks around them alone are the same. */
    static String fold(String value) {
        return value.strip().toLowerCase(Locale.ROOT);
    }

    int size() {
        return groups.size();
    }

    /** How many users of the training data are in a group. */
    int users(int group) {
        return sizes[group];
    }

    String field(int group) {
        String key = groups.id(group);
        return key.substring(0, key.indexOf(SEPARATOR));
    }

    private String value(int group) {
        String key = groups.id(group);
        return key.substring(key.indexOf(SEPARATOR) + 1);
    }

    /** The value or range of a group, as people write it. */
    String text(int group) {
        NavigableMap<Double, Integer> ranges = ofNumbers.get(field(group));
        if (ranges == null) {
            return value(group);
        }
        double lowest = Double.parseDouble(value(group));
        Double next = ranges.higherKey(lowest);
        Double before = ranges.lowerKey(lowest);
        if (next == null) {
            return before == null ? "any" : "from " + number(lowest);
        }
        return before == null
                ? "below " + number(next)
                : "from %s to below %s".formatted(number(lowest), number(next));
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : String.valueOf(value);
    }

    /** The groups that attributes belong to, rising. */
    int[] of(AttributeRow attributes) {
        var found = new BitSet();
        for (int row = 0; row < fields.size(); row++) {
            String field = fields.id(row);
            List<String> values = attributes.values(field);
            NavigableMap<Double, Integer> ranges = ofNumbers.get(field);
            Map<String, Integer> texts = ofTexts.getOrDefault(field, Map.of());
            for (String value : values) {
                Integer group = ranges == null ? texts.get(fold(value)) : range(ranges, value);
                if (group != null) {
                    found.set(group);
                }
            }
        }
        return found.stream().toArray();
    }

    /** A number below all ranges is in the first. */
    private static @Nullable Integer range(NavigableMap<Double, Integer> ranges, String text) {
        double number = GroupFinder.number(text);
        if (Double.isNaN(number)) {
            return null;
        }
        Map.Entry<Double, Integer> at = ranges.floorEntry(number);
        return at == null ? ranges.firstEntry().getValue() : at.getValue();
    }

    void save(Tensors out) {
        int[] kinds = new int[fields.size()];
        Arrays.setAll(kinds, row -> ofNumbers.containsKey(fields.id(row)) ? 1 : 0);
        out.put("model.fields.utf8", fields.utf8());
        out.put("model.fields.offsets", fields.offsets());
        out.put("model.fields.numbers", kinds);
        out.put("model.groups.utf8", groups.utf8());
        out.put("model.groups.offsets", groups.offsets());
        out.put("model.groups.users", sizes);
    }

    static UserGroups load(Tensors in) {
        IdIndex fields =
                IdIndex.ofUtf8(in.bytes("model.fields.utf8"), in.ints("model.fields.offsets"));
        int[] kinds = in.ints("model.fields.numbers");
        var numbers = new BitSet();
        for (int row = 0; row < kinds.length; row++) {
            numbers.set(row, kinds[row] == 1);
        }
        return new UserGroups(
                fields,
                numbers,
                IdIndex.ofUtf8(in.bytes("model.groups.utf8"), in.ints("model.groups.offsets")),
                in.ints("model.groups.users"));
    }
}
