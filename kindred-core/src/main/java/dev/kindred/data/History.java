package dev.kindred.data;

import dev.kindred.internal.Checks;
import java.util.Arrays;

/**
 * What one user has done, in event order: item rows with values and times; and who the user is, as
 * far as {@link #attributes} tell. Immutable.
 *
 * <p>This is how a user is represented when a model is asked: a model scores the history that it is
 * given, so an event changes the next list without training. A history of a user of the training
 * data also names that user's row, for rating predictors that keep something per user and for
 * neighbourhoods that must leave the user out.
 */
public final class History {
    /** The {@link #user} of a history that belongs to no user of the training data. */
    public static final int UNKNOWN_USER = -1;

    /** No events at all. */
    public static final History EMPTY =
            new History(UNKNOWN_USER, new int[0], new double[0], new long[0], AttributeRow.NONE);

    private final int user;
    private final int[] items;
    private final double[] values;
    private final long[] times;
    private final AttributeRow attributes;

    private History(int user, int[] items, double[] values, long[] times, AttributeRow attributes) {
        this.user = user;
        this.items = items;
        this.values = values;
        this.times = times;
        this.attributes = attributes;
    }

    /**
     * A history over the given arrays, which the caller must not change afterwards.
     *
     * @param user row of the user in the training data, or {@link #UNKNOWN_USER}
     * @param items item rows in event order, each at most once
     * @param values what {@link Interaction#value} holds
     * @param times what {@link Interaction#time} holds
     */
    public static History of(int user, int[] items, double[] values, long[] times) {
        Checks.sameLength("values", items.length, values.length);
        Checks.sameLength("times", items.length, times.length);
        return new History(user, items, values, times, AttributeRow.NONE);
    }

    /** A history with values and without times. */
    public static History of(int[] items, double[] values) {
        return of(UNKNOWN_USER, items, values, noTimes(items.length));
    }

    /** A history in which every value is 1. */
    public static History of(int... items) {
        double[] ones = new double[items.length];
        Arrays.fill(ones, 1);
        return of(items, ones);
    }

    /**
     * A history of outside ids, each with the value 1; ids that the index does not know are left
     * out.
     */
    public static History ofIds(IdIndex items, String... ids) {
        return of(
                Arrays.stream(ids)
                        .mapToInt(items::row)
                        .filter(row -> row != IdIndex.ABSENT)
                        .distinct()
                        .toArray());
    }

    private static long[] noTimes(int length) {
        long[] times = new long[length];
        Arrays.fill(times, Interaction.NO_TIME);
        return times;
    }

    /** The row of the user in the training data, or {@link #UNKNOWN_USER}. */
    public int user() {
        return user;
    }

    /** What is known of the user besides; empty unless {@link #withAttributes} said it. */
    public AttributeRow attributes() {
        return attributes;
    }

    /** The same events of a user with these attributes. */
    public History withAttributes(AttributeRow newAttributes) {
        return newAttributes.equals(attributes)
                ? this
                : new History(user, items, values, times, newAttributes);
    }

    public int size() {
        return items.length;
    }

    public boolean isEmpty() {
        return items.length == 0;
    }

    /** The item row of event k. */
    public int item(int k) {
        return items[k];
    }

    /** The value of event k. */
    public double value(int k) {
        return values[k];
    }

    /** The time of event k, or {@link Interaction#NO_TIME}. */
    public long time(int k) {
        return times[k];
    }

    /** All item rows in event order: a copy. */
    public int[] items() {
        return items.clone();
    }

    /** The event of an item, or -1. Cost: O(size). */
    public int find(int item) {
        for (int k = 0; k < items.length; k++) {
            if (items[k] == item) {
                return k;
            }
        }
        return -1;
    }

    /** This history without one item; the user stays the same. */
    public History without(int item) {
        int at = find(item);
        if (at < 0) {
            return this;
        }
        int[] newItems = new int[items.length - 1];
        double[] newValues = new double[items.length - 1];
        long[] newTimes = new long[items.length - 1];
        for (int from = 0, to = 0; from < items.length; from++) {
            if (from != at) {
                newItems[to] = items[from];
                newValues[to] = values[from];
                newTimes[to++] = times[from];
            }
        }
        return new History(user, newItems, newValues, newTimes, attributes);
    }

    /** The events with a value above 0: what the user liked. */
    public History positive() {
        int kept = 0;
        for (double value : values) {
            kept += value > 0 ? 1 : 0;
        }
        if (kept == items.length) {
            return this;
        }
        int[] newItems = new int[kept];
        double[] newValues = new double[kept];
        long[] newTimes = new long[kept];
        for (int from = 0, to = 0; from < items.length; from++) {
            if (values[from] > 0) {
                newItems[to] = items[from];
                newValues[to] = values[from];
                newTimes[to++] = times[from];
            }
        }
        return new History(user, newItems, newValues, newTimes, attributes);
    }

    @Override
    public String toString() {
        return "History[user=%d, items=%s, values=%s]"
                .formatted(user, Arrays.toString(items), Arrays.toString(values));
    }
}
