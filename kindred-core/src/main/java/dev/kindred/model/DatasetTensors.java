package dev.kindred.model;

import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import dev.kindred.data.IdIndex;
import dev.kindred.data.Interaction;
import dev.kindred.data.SparseRows;
import dev.kindred.internal.Checks;
import dev.kindred.io.DataException;
import dev.kindred.io.Tensors;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * A data set as tensors, without its item ids. Every digit is kept: values are left out where all
 * are 1 and floats where all are floats; times are seconds in I32 where all are whole seconds, else
 * milliseconds in I64; the event order is left out where it is that of the items.
 */
final class DatasetTensors {
    private static final String USER_IDS = "users.utf8";
    private static final String USER_OFFSETS = "users.offsets";
    private static final String STARTS = "data.starts";
    private static final String COLUMNS = "data.columns";
    private static final String VALUES = "data.values";
    private static final String SECONDS = "data.seconds";
    private static final String TIMES = "data.times";
    private static final String ORDER = "data.order";
    private static final int NO_SECOND = Integer.MIN_VALUE;

    private DatasetTensors() {}

    static void save(Dataset data, Tensors out) {
        out.put(USER_IDS, data.users().utf8());
        out.put(USER_OFFSETS, data.users().offsets());
        out.put(STARTS, data.byUser().startArray());
        out.put(COLUMNS, data.byUser().columnArray());
        saveValues(data.byUser().values(), out);
        if (data.hasTimes()) {
            saveTimes(data, out);
        }
        saveOrder(data, out);
        AttributeTensors.save("users", data.userAttributes(), data.users().size(), out);
        AttributeTensors.save("items", data.itemAttributes(), data.items().size(), out);
    }

    /** The data set, or null where the tensors hold none. */
    static @Nullable Dataset load(IdIndex items, Tensors in) {
        if (!in.has(USER_IDS)) {
            return null;
        }
        IdIndex users = IdIndex.ofUtf8(in.bytes(USER_IDS), in.ints(USER_OFFSETS));
        SparseRows byUser =
                SparseRows.of(items.size(), in.ints(STARTS), in.ints(COLUMNS), values(in));
        Attributes userAttributes = AttributeTensors.load("users", users, in);
        Attributes itemAttributes = AttributeTensors.load("items", items, in);
        return new Dataset(
                users, items, byUser, order(byUser, in), times(in), userAttributes, itemAttributes);
    }

    private static void saveValues(double[] values, Tensors out) {
        boolean allOne = true;
        boolean allFloat = true;
        for (double value : values) {
            allOne &= value == 1;
            allFloat &= (float) value == value;
        }
        if (allFloat && !allOne) {
            float[] floats = new float[values.length];
            for (int k = 0; k < floats.length; k++) {
                floats[k] = (float) values[k];
            }
            out.put(VALUES, floats);
        } else if (!allOne) {
            out.put(VALUES, values);
        }
    }

    private static double @Nullable [] values(Tensors in) {
        if (!in.has(VALUES)) {
            return null;
        }
        if (in.arrays().get(VALUES).data() instanceof float[]) {
            float[] floats = in.floats(VALUES);
            double[] values = new double[floats.length];
            for (int k = 0; k < values.length; k++) {
                values[k] = floats[k];
            }
            return values;
        }
        return in.doubles(VALUES);
    }

    private static void saveTimes(Dataset data, Tensors out) {
        long[] times = new long[data.size()];
        int[] seconds = new int[times.length];
        boolean exact = true;
        for (int k = 0; k < times.length; k++) {
            times[k] = data.time(k);
            seconds[k] = times[k] == Interaction.NO_TIME ? NO_SECOND : (int) (times[k] / 1000);
            exact &= time(seconds[k]) == times[k];
        }
        if (exact) {
            out.put(SECONDS, seconds);
        } else {
            out.put(TIMES, times);
        }
    }

    private static long time(int second) {
        return second == NO_SECOND ? Interaction.NO_TIME : second * 1000L;
    }

    private static long @Nullable [] times(Tensors in) {
        if (in.has(SECONDS)) {
            return Arrays.stream(in.ints(SECONDS)).mapToLong(DatasetTensors::time).toArray();
        }
        return in.has(TIMES) ? in.longs(TIMES) : null;
    }

    private static void saveOrder(Dataset data, Tensors out) {
        int[] order = new int[data.size()];
        boolean byItem = true;
        for (int at = 0; at < order.length; at++) {
            order[at] = data.eventEntry(at);
            byItem &= order[at] == at;
        }
        if (!byItem) {
            out.put(ORDER, order);
        }
    }

    private static int[] order(SparseRows byUser, Tensors in) {
        int[] order = new int[byUser.entries()];
        Arrays.setAll(order, at -> at);
        return in.has(ORDER) ? checked(in.ints(ORDER), byUser) : order;
    }

    private static int[] checked(int[] order, SparseRows byUser) {
        Checks.sameLength(ORDER, byUser.entries(), order.length);
        var seen = new BitSet();
        for (int user = 0; user < byUser.rows(); user++) {
            for (int at = byUser.start(user); at < byUser.end(user); at++) {
                int k = order[at];
                if (k < byUser.start(user) || k >= byUser.end(user) || seen.get(k)) {
                    throw new DataException(
                            "the event order of user row %d must name each of its entries once"
                                    .formatted(user));
                }
                seen.set(k);
            }
        }
        return order;
    }
}
