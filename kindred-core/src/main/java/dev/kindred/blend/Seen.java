package dev.kindred.blend;

import dev.kindred.data.History;
import java.util.BitSet;

/** The items of a history, which take no place in the lists of a hybrid's parts. */
final class Seen {
    private final BitSet rows = new BitSet();

    private Seen() {}

    static Seen of(History history) {
        var seen = new Seen();
        for (int k = 0; k < history.size(); k++) {
            seen.rows.set(history.item(k));
        }
        return seen;
    }

    /** One item alone. */
    static Seen item(int row) {
        var seen = new Seen();
        seen.rows.set(row);
        return seen;
    }

    boolean holds(int item) {
        return rows.get(item);
    }
}
