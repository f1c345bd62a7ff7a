package dev.kindred.server.api.data;

import dev.kindred.data.AttributeValues;
import dev.kindred.data.Attributes;
import dev.kindred.store.Catalogue;
import dev.kindred.store.ItemRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The items of a catalogue by the values of an attribute: the values that most items have, the
 * others together, and those without a value. An item of several values belongs to each in equal
 * parts. Immutable.
 */
final class ItemGroups {
    /** Items without a value, and those that nobody described. */
    static final String NONE = "(none)";

    /** All values that are not named. */
    static final String OTHERS = "(others)";

    private static final int MOST_VALUES = 1000;
    private static final int[] NO_GROUP = {};

    private final Catalogue catalogue;
    private final AttributeValues values;
    private final int[] groupOf;
    private final List<String> names;

    private ItemGroups(
            Catalogue catalogue, AttributeValues values, int[] groupOf, List<String> names) {
        this.catalogue = catalogue;
        this.values = values;
        this.groupOf = groupOf;
        this.names = names;
    }

    /**
     * Attributes with 2 to 1,000 values, at most one for every two items, beside the dates: time
     * O(items).
     */
    static List<String> fields(Catalogue catalogue) {
        Attributes attributes = catalogue.attributes();
        return attributes.fields().stream()
                .filter(field -> !ItemRecord.DATES.contains(field))
                .filter(field -> isGrouping(attributes, field))
                .toList();
    }

    private static boolean isGrouping(Attributes attributes, String field) {
        Set<String> values = new HashSet<>();
        int rows = attributes.ids().size();
        for (int row = 0; row < rows; row++) {
            values.addAll(attributes.values(row, field));
            if (values.size() > Math.min(MOST_VALUES, rows / 2)) {
                return false;
            }
        }
        return values.size() > 1;
    }

    /** The attribute that says what items are: what looks like genres, or the first one. */
    static @Nullable String usual(List<String> fields) {
        String category = Attributes.categoryField(fields);
        return category != null || fields.isEmpty() ? category : fields.get(0);
    }

    /**
     * Groups the items.
     *
     * @param most values that are named
     */
    static ItemGroups of(Catalogue catalogue, String field, int most) {
        var values = AttributeValues.of(catalogue.attributes(), List.of(field));
        int[] counts = new int[values.size()];
        for (int row = 0; row < values.rows(); row++) {
            for (int value : values.of(row)) {
                counts[value]++;
            }
        }
        List<Integer> order =
                IntStream.range(0, counts.length)
                        .boxed()
                        .sorted(Comparator.comparingInt((Integer value) -> -counts[value]))
                        .toList();
        int named = Math.min(most, order.size());
        int[] groupOf = new int[counts.length];
        var names = new ArrayList<String>();
        for (int k = 0; k < order.size(); k++) {
            groupOf[order.get(k)] = Math.min(k, named);
            if (k < named) {
                names.add(values.name(order.get(k)));
            }
        }
        names.add(OTHERS);
        names.add(NONE);
        return new ItemGroups(catalogue, values, groupOf, List.copyOf(names));
    }

    /** Their names, the largest first; others and none are the last two, even if empty. */
    List<String> names() {
        return names;
    }

    /** Adds an amount to the groups of an item, in equal parts. */
    void add(double[] sums, String item, double amount) {
        add(sums, catalogue.ids().row(item), amount);
    }

    private void add(double[] sums, int row, double amount) {
        int[] of = row < 0 ? NO_GROUP : values.of(row);
        if (of.length == 0) {
            sums[sums.length - 1] += amount;
        }
        for (int value : of) {
            sums[groupOf[value]] += amount / of.length;
        }
    }

    /** The items of each group. */
    double[] sizes() {
        double[] sizes = new double[names.size()];
        for (int row = 0; row < catalogue.ids().size(); row++) {
            if (catalogue.isThere(row)) {
                add(sizes, row, 1);
            }
        }
        return sizes;
    }

    /** The same as parts of their sum; all 0 if that is 0. */
    static double[] shares(double[] sums) {
        double all = IntStream.range(0, sums.length).mapToDouble(k -> sums[k]).sum();
        double[] shares = new double[sums.length];
        for (int k = 0; k < sums.length && all > 0; k++) {
            shares[k] = sums[k] / all;
        }
        return shares;
    }
}
