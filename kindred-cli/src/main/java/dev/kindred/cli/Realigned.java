package dev.kindred.cli;

import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.data.Interaction;
import dev.kindred.data.SparseRows;
import java.util.Arrays;

/** A data set with the item rows of a model that was trained on another one. */
final class Realigned {
    private final Dataset data;
    private final IdIndex items;
    private final IdIndex users;
    private final int[] starts;
    private final int[] columns;
    private final double[] values;
    private final long[] times;
    private final int[] order;
    private int size;

    private Realigned(Dataset data, IdIndex items, IdIndex users) {
        this.data = data;
        this.items = items;
        this.users = users;
        starts = new int[users.size() + 1];
        columns = new int[data.size()];
        values = new double[data.size()];
        times = new long[data.size()];
        order = new int[data.size()];
    }

    /**
     * The interactions with items that the model knows.
     *
     * @param items the rows that items get
     * @param firstUsers users that keep their rows, whether or not they have interactions
     */
    static Dataset of(Dataset data, IdIndex items, IdIndex firstUsers) {
        var users = new IdIndex.Builder(firstUsers);
        data.users().ids().forEach(users::add);
        return new Realigned(data, items, users.build()).build();
    }

    private Dataset build() {
        for (int user = 0; user < users.size(); user++) {
            int from = data.users().row(users.id(user));
            if (from != IdIndex.ABSENT) {
                add(data.history(from));
            }
            starts[user + 1] = size;
        }
        return new Dataset(
                users,
                items,
                SparseRows.of(
                        items.size(),
                        starts,
                        Arrays.copyOf(columns, size),
                        Arrays.copyOf(values, size)),
                Arrays.copyOf(order, size),
                data.hasTimes() ? Arrays.copyOf(times, size) : null,
                data.userAttributes(),
                data.itemAttributes());
    }

    /** Adds a user's events: sorted by column, their order kept beside. */
    private void add(History history) {
        long[] byColumn = new long[history.size()];
        int kept = 0;
        for (int event = 0; event < history.size(); event++) {
            int row = items.row(data.items().id(history.item(event)));
            if (row != IdIndex.ABSENT) {
                byColumn[kept++] = (long) row << 32 | event;
            }
        }
        Arrays.sort(byColumn, 0, kept);
        int[] entryOfEvent = new int[history.size()];
        Arrays.fill(entryOfEvent, -1);
        for (int k = 0; k < kept; k++) {
            int event = (int) byColumn[k];
            columns[size + k] = (int) (byColumn[k] >>> 32);
            values[size + k] = history.value(event);
            times[size + k] = data.hasTimes() ? history.time(event) : Interaction.NO_TIME;
            entryOfEvent[event] = size + k;
        }
        int next = size;
        for (int entry : entryOfEvent) {
            if (entry >= 0) {
                order[next++] = entry;
            }
        }
        size += kept;
    }
}
