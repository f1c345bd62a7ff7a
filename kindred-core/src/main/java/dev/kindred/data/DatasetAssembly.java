package dev.kindred.data;

import java.util.Arrays;
import java.util.BitSet;

/** The steps of {@link DatasetBuilder} for one log. */
final class DatasetAssembly {
    private final DatasetBuilder settings;
    private final InteractionLog log;
    private final IdIndex logUsers;
    private final IdIndex logItems;
    private final BitSet kept = new BitSet(); // interactions of the log
    private final double[] value; // per interaction of the log, after weighting and deduping
    private final long[] time;

    DatasetAssembly(DatasetBuilder settings, InteractionLog log) {
        this.settings = settings;
        this.log = log;
        this.logUsers = log.users();
        this.logItems = log.items();
        this.value = new double[log.size()];
        this.time = new long[log.size()];
    }

    Dataset build() {
        weigh();
        int[] order = byUserAndEvent();
        dedupe(order);
        applyThreshold();
        applyMinimumCounts();
        return assemble(order);
    }

    private void weigh() {
        double[] weights = new double[log.types().size()];
        for (int type = 0; type < weights.length; type++) {
            weights[type] = settings.weights.getOrDefault(log.types().get(type), 1.0);
        }
        for (int k = 0; k < log.size(); k++) {
            double weight = weights[log.type(k)];
            time[k] = log.time(k);
            value[k] = weight * log.value(k);
            kept.set(k, weight != 0 && settings.isInside(time[k]));
        }
    }

    /** The kept interactions, grouped by user; within a user by time, then arrival. */
    private int[] byUserAndEvent() {
        int[] next = new int[logUsers.size() + 1];
        for (int k = kept.nextSetBit(0); k >= 0; k = kept.nextSetBit(k + 1)) {
            next[log.user(k) + 1]++;
        }
        for (int user = 0; user < logUsers.size(); user++) {
            next[user + 1] += next[user];
        }
        int[] order = new int[kept.cardinality()];
        int[] start = next.clone();
        for (int k = kept.nextSetBit(0); k >= 0; k = kept.nextSetBit(k + 1)) {
            order[next[log.user(k)]++] = k;
        }
        for (int user = 0; user < logUsers.size(); user++) {
            EventSort.byTime(order, start[user], start[user + 1], time);
        }
        return order;
    }

    /** Merges repeats into the latest of them, which keeps its place in the order. */
    private void dedupe(int[] order) {
        int[] seenAt = new int[logItems.size()]; // 1 + position of the item's last event so far
        int currentUser = -1;
        int userStart = 0;
        for (int at = 0; at < order.length; at++) {
            int k = order[at];
            if (log.user(k) != currentUser) {
                currentUser = log.user(k);
                userStart = at;
            }
            int earlier = seenAt[log.item(k)] - 1;
            if (earlier >= userStart) {
                int before = order[earlier];
                value[k] = merge(value[before], value[k]);
                kept.clear(before);
            }
            seenAt[log.item(k)] = at + 1;
        }
    }

    private double merge(double earlier, double later) {
        return switch (settings.dedupe) {
            case FIRST -> earlier;
            case LAST -> later;
            case SUM -> earlier + later;
            case MAX -> Math.max(earlier, later);
        };
    }

    private void applyThreshold() {
        if (Double.isNaN(settings.threshold)) {
            return;
        }
        for (int k = kept.nextSetBit(0); k >= 0; k = kept.nextSetBit(k + 1)) {
            kept.set(k, value[k] >= settings.threshold);
            value[k] = 1;
        }
    }

    private void applyMinimumCounts() {
        int before;
        do {
            before = kept.cardinality();
            int[] perUser = new int[logUsers.size()];
            int[] perItem = new int[logItems.size()];
            for (int k = kept.nextSetBit(0); k >= 0; k = kept.nextSetBit(k + 1)) {
                perUser[log.user(k)]++;
                perItem[log.item(k)]++;
            }
            for (int k = kept.nextSetBit(0); k >= 0; k = kept.nextSetBit(k + 1)) {
                kept.set(
                        k,
                        perUser[log.user(k)] >= settings.minPerUser
                                && perItem[log.item(k)] >= settings.minPerItem);
            }
        } while (kept.cardinality() < before);
    }

    private Dataset assemble(int[] order) {
        var keptUsers = new BitSet();
        var keptItems = new BitSet();
        for (int k = kept.nextSetBit(0); k >= 0; k = kept.nextSetBit(k + 1)) {
            keptUsers.set(log.user(k));
            keptItems.set(log.item(k));
        }
        var users = new IdIndex.Builder();
        var items = new IdIndex.Builder();
        int[] newUser = DatasetSubset.reindex(logUsers, keptUsers, users);
        int[] newItem = DatasetSubset.reindex(logItems, keptItems, items);
        settings.itemAttributes.ids().ids().forEach(items::add);
        return entries(order, users.build(), items.build(), newUser, newItem);
    }

    private Dataset entries(
            int[] order, IdIndex users, IdIndex items, int[] newUser, int[] newItem) {
        int size = kept.cardinality();
        int[] starts = new int[users.size() + 1];
        for (int k = kept.nextSetBit(0); k >= 0; k = kept.nextSetBit(k + 1)) {
            starts[newUser[log.user(k)] + 1]++;
        }
        for (int user = 0; user < users.size(); user++) {
            starts[user + 1] += starts[user];
        }
        int[] next = starts.clone();
        int[] events = new int[size]; // interactions of the log by new user, in event order
        for (int k : order) {
            if (kept.get(k)) {
                events[next[newUser[log.user(k)]]++] = k;
            }
        }
        var columns = new int[size];
        var eventOrder = new int[size];
        for (int user = 0; user < users.size(); user++) {
            sortRow(events, starts[user], starts[user + 1], newItem, columns, eventOrder);
        }
        return dataset(users, items, starts, columns, eventOrder, events);
    }

    /** Sorts one user's entries by item; {@code eventOrder} remembers where each event went. */
    private void sortRow(
            int[] events, int start, int end, int[] newItem, int[] columns, int[] eventOrder) {
        long[] keys = new long[end - start];
        for (int n = 0; n < keys.length; n++) {
            keys[n] = (long) newItem[log.item(events[start + n])] << 32 | n;
        }
        Arrays.sort(keys);
        for (int n = 0; n < keys.length; n++) {
            columns[start + n] = (int) (keys[n] >>> 32);
            eventOrder[start + (int) keys[n]] = start + n;
        }
    }

    private void requireFinite(int k) {
        if (!Double.isFinite(value[k])) {
            throw new IllegalArgumentException(
                    "the value of user \"%s\" for item \"%s\" must be finite after weights and sums, but is %s"
                            .formatted(
                                    logUsers.id(log.user(k)), logItems.id(log.item(k)), value[k]));
        }
    }

    private Dataset dataset(
            IdIndex users,
            IdIndex items,
            int[] starts,
            int[] columns,
            int[] eventOrder,
            int[] events) {
        double[] values = new double[columns.length];
        long[] times = new long[columns.length];
        boolean anyTime = false;
        for (int at = 0; at < columns.length; at++) {
            values[eventOrder[at]] = value[events[at]];
            times[eventOrder[at]] = time[events[at]];
            requireFinite(events[at]);
            anyTime |= time[events[at]] != Interaction.NO_TIME;
        }
        return new Dataset(
                users,
                items,
                SparseRows.of(items.size(), starts, columns, values),
                eventOrder,
                anyTime ? times : null,
                settings.userAttributes,
                settings.itemAttributes);
    }
}
