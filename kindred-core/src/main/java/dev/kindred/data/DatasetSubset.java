package dev.kindred.data;

import java.util.Arrays;
import java.util.BitSet;

/** Builds the data set of some of another one's interactions. */
final class DatasetSubset {
    private final Dataset all;
    private final BitSet keep;

    DatasetSubset(Dataset all, BitSet keep) {
        this.all = all;
        this.keep = keep;
    }

    Dataset build() {
        SparseRows byUser = all.byUser();
        BitSet keptUsers = new BitSet();
        BitSet keptItems = itemsWithAttributes();
        for (int user = 0; user < byUser.rows(); user++) {
            for (int k = byUser.start(user); k < byUser.end(user); k++) {
                if (keep.get(k)) {
                    keptUsers.set(user);
                    keptItems.set(byUser.column(k));
                }
            }
        }
        var users = new IdIndex.Builder();
        var items = new IdIndex.Builder();
        int[] newUser = reindex(all.users(), keptUsers, users);
        int[] newItem = reindex(all.items(), keptItems, items);
        return entries(users.build(), items.build(), newUser, newItem);
    }

    private BitSet itemsWithAttributes() {
        var known = new BitSet();
        Attributes attributes = all.itemAttributes();
        for (String field : attributes.fields()) {
            for (int row = 0; row < all.items().size(); row++) {
                if (!attributes.values(row, field).isEmpty()) {
                    known.set(row);
                }
            }
        }
        return known;
    }

    /** Adds the kept ids in the order of their rows; the new row of each old one, or ABSENT. */
    static int[] reindex(IdIndex from, BitSet kept, IdIndex.Builder to) {
        int[] newRow = new int[from.size()];
        Arrays.fill(newRow, IdIndex.ABSENT);
        for (int row = kept.nextSetBit(0); row >= 0; row = kept.nextSetBit(row + 1)) {
            newRow[row] = to.add(from.id(row));
        }
        return newRow;
    }

    private Dataset entries(IdIndex users, IdIndex items, int[] newUser, int[] newItem) {
        SparseRows from = all.byUser();
        int size = keep.cardinality();
        int[] starts = new int[users.size() + 1];
        int[] columns = new int[size];
        double[] values = new double[size];
        long[] times = new long[size];
        int[] order = new int[size];
        int[] newEntry = new int[from.entries()];
        int to = 0;
        for (int user = 0; user < from.rows(); user++) {
            if (newUser[user] == IdIndex.ABSENT) {
                continue;
            }
            int start = to;
            for (int k = from.start(user); k < from.end(user); k++) {
                if (keep.get(k)) {
                    newEntry[k] = to;
                    columns[to] = newItem[from.column(k)];
                    values[to] = from.value(k);
                    times[to++] = all.time(k);
                }
            }
            int next = start;
            for (int at = from.start(user); at < from.end(user); at++) {
                int k = all.eventEntry(at);
                if (keep.get(k)) {
                    order[next++] = newEntry[k];
                }
            }
            starts[newUser[user] + 1] = to;
        }
        return new Dataset(
                users,
                items,
                SparseRows.of(items.size(), starts, columns, values),
                order,
                all.hasTimes() ? times : null,
                all.userAttributes(),
                all.itemAttributes());
    }
}
