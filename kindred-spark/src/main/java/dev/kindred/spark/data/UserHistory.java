package dev.kindred.spark.data;

import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import java.io.Serializable;
import java.util.Arrays;

/**
 * What a user has done, in event order: a row of the prepared data, as a bean for Spark's encoders.
 */
public final class UserHistory implements Serializable {
    private static final long serialVersionUID = 1;

    private int user;
    private String id = "";
    private int[] items = {};
    private double[] values = {};
    private long[] times = {};

    /** The user's row. */
    public int getUser() {
        return user;
    }

    public void setUser(int row) {
        user = row;
    }

    /** The user's outside id. */
    public String getId() {
        return id;
    }

    public void setId(String text) {
        id = text;
    }

    /** Item rows, each once. */
    public int[] getItems() {
        return items;
    }

    public void setItems(int[] rows) {
        items = rows;
    }

    /** Per item: the value. */
    public double[] getValues() {
        return values;
    }

    public void setValues(double[] all) {
        values = all;
    }

    /** Per item: milliseconds since 1970-01-01 UTC, or {@code Interaction.NO_TIME}. */
    public long[] getTimes() {
        return times;
    }

    public void setTimes(long[] all) {
        times = all;
    }

    /** The item rows with a value above 0, in event order: a new array. */
    public int[] likes() {
        int[] likes = new int[items.length];
        int size = 0;
        for (int k = 0; k < items.length; k++) {
            if (values[k] > 0) {
                likes[size++] = items[k];
            }
        }
        return Arrays.copyOf(likes, size);
    }

    /**
     * The same for core, in other item rows.
     *
     * @param rowOf item row -> the other row, or {@link IdIndex#ABSENT} for an item to leave out
     */
    public History historyIn(int[] rowOf) {
        int[] rows = new int[items.length];
        double[] kept = new double[items.length];
        long[] when = new long[items.length];
        int size = 0;
        for (int k = 0; k < items.length; k++) {
            if (rowOf[items[k]] != IdIndex.ABSENT) {
                rows[size] = rowOf[items[k]];
                kept[size] = values[k];
                when[size++] = times[k];
            }
        }
        return History.of(
                Math.max(user, History.UNKNOWN_USER),
                Arrays.copyOf(rows, size),
                Arrays.copyOf(kept, size),
                Arrays.copyOf(when, size));
    }
}
