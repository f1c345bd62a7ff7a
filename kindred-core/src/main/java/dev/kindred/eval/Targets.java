package dev.kindred.eval;

import dev.kindred.data.IdIndex;
import dev.kindred.data.TestSet.TestUser;
import java.util.Arrays;

/** The test items of a user that a list should hold. */
final class Targets {
    private final int[] items; // known ones, rising
    private final double[] values; // of the items
    private final double[] ideal; // of all, unknown ones too, falling
    private final double relevantFrom;

    private Targets(int[] items, double[] values, double[] ideal, double relevantFrom) {
        this.items = items;
        this.values = values;
        this.ideal = ideal;
        this.relevantFrom = relevantFrom;
    }

    /**
     * The test items of at least a value; negative infinity for all.
     *
     * @throws IllegalArgumentException if a known item is given twice
     */
    static Targets of(TestUser user, double relevantFrom) {
        int[] rows = user.targets();
        double[] valueOf = user.values();
        long[] keys = new long[rows.length]; // row and index: sorting keeps them together
        double[] ideal = new double[rows.length];
        int known = 0;
        int size = 0;
        for (int k = 0; k < rows.length; k++) {
            if (valueOf[k] >= relevantFrom) {
                ideal[size++] = -valueOf[k];
                if (rows[k] != IdIndex.ABSENT) {
                    keys[known++] = (long) rows[k] << 32 | k;
                }
            }
        }
        Arrays.sort(keys, 0, known);
        Arrays.sort(ideal, 0, size);
        int[] items = new int[known];
        double[] values = new double[known];
        for (int n = 0; n < known; n++) {
            items[n] = (int) (keys[n] >> 32);
            values[n] = valueOf[(int) keys[n]];
            if (n > 0 && items[n] == items[n - 1]) {
                throw new IllegalArgumentException(
                        "user \"%s\" must have no test item twice, but has row %d twice"
                                .formatted(user.id(), items[n]));
            }
        }
        return new Targets(items, values, negated(ideal, size), relevantFrom);
    }

    private static double[] negated(double[] numbers, int size) {
        double[] negated = new double[size];
        for (int k = 0; k < size; k++) {
            negated[k] = -numbers[k];
        }
        return negated;
    }

    int size() {
        return ideal.length;
    }

    /** The number of those that the training data knows. */
    int known() {
        return items.length;
    }

    /** The item row of a known target; rows rise. */
    int item(int n) {
        return items[n];
    }

    boolean holds(int item) {
        return Arrays.binarySearch(items, item) >= 0;
    }

    /** What the user thought of an item; NaN if it is no target. */
    double value(int item) {
        int at = Arrays.binarySearch(items, item);
        return at < 0 ? Double.NaN : values[at];
    }

    double relevantFrom() {
        return relevantFrom;
    }

    double idealValue(int position) {
        return ideal[position];
    }
}
