package dev.kindred.blend;

import dev.kindred.data.History;
import java.util.Arrays;

/** The items of a history, which take no place in the lists of a hybrid's parts. */
final class Seen {
    private final int[] rows;

    private Seen(int[] rising) {
        this.rows = rising;
    }

    static Seen of(History history) {
        int[] rows = history.items().clone();
        Arrays.sort(rows);
        return new Seen(rows);
    }

    /** One item alone. */
    static Seen item(int row) {
        return new Seen(new int[] {row});
    }

    boolean holds(int item) {
        return Arrays.binarySearch(rows, item) >= 0;
    }

    /** Takes items that follow each other. */
    @FunctionalInterface
    interface Stretch {
        void take(int from, int to);
    }

    /**
     * Goes through all items that are not held, rising, in stretches: loops over them need not ask
     * about every single one.
     *
     * @param items number of items
     */
    void others(int items, Stretch stretch) {
        int from = 0;
        for (int row : rows) {
            if (row >= items) {
                break;
            }
            if (row > from) {
                stretch.take(from, row);
            }
            from = row + 1;
        }
        if (from < items) {
            stretch.take(from, items);
        }
    }
}
