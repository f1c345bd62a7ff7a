package dev.kindred.rank;

import dev.kindred.data.IdIndex;
import dev.kindred.internal.Checks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A list of items, best first. Immutable.
 *
 * @param items what the rows of the entries refer to
 * @param entries best first; no item twice
 * @param notes on the list as a whole, such as a quota that could not be met; sentences
 */
public record RankedItems(IdIndex items, List<Entry> entries, List<String> notes) {
    public RankedItems {
        entries = Collections.unmodifiableList(new ArrayList<>(entries));
        notes = List.copyOf(notes);
    }

    /** A list without notes. */
    public RankedItems(IdIndex items, List<Entry> entries) {
        this(items, entries, List.of());
    }

    /**
     * One item of a list.
     *
     * @param row item row
     * @param score of its source; scores of different sources need not be comparable
     * @param source name of the model that put it there, such as {@code item-knn}
     * @param fallback true if it only fills a place that the first model left open
     * @param notes what rules and steps did with it, in that order
     */
    public record Entry(int row, double score, String source, boolean fallback, List<Note> notes) {
        public Entry {
            notes = List.copyOf(notes);
        }

        /** An entry without notes. */
        public Entry(int row, double score, String source, boolean fallback) {
            this(row, score, source, fallback, List.of());
        }

        /** The same with one note more. */
        public Entry with(Note note) {
            if (notes.isEmpty()) {
                return new Entry(row, score, source, fallback, List.of(note));
            }
            var all = new ArrayList<>(notes);
            all.add(note);
            return new Entry(row, score, source, fallback, all);
        }
    }

    public int size() {
        return entries.size();
    }

    /** The outside id at a position (0 is the best). */
    public String id(int position) {
        return items.id(entries.get(position).row());
    }

    /** The item row at a position (0 is the best). */
    public int row(int position) {
        return entries.get(position).row();
    }

    /** All outside ids, best first. */
    public List<String> ids() {
        return entries.stream().map(entry -> items.id(entry.row())).toList();
    }

    /** The first n items. */
    public RankedItems cut(int n) {
        return size() <= n ? this : new RankedItems(items, entries.subList(0, n), notes);
    }

    /** The same with one note more on the list as a whole. */
    public RankedItems with(String note) {
        var all = new ArrayList<>(notes);
        all.add(note);
        return new RankedItems(items, entries, all);
    }

    /**
     * The same items in another order, with a note on each that changed its place.
     *
     * @param order at each new position the old one; each position once
     * @param by name of the step
     * @param reason why the item at a new position is there; asked for moved items only
     */
    public RankedItems reordered(int[] order, String by, IntFunction<String> reason) {
        Checks.sameLength("order", size(), order.length);
        var moved = new ArrayList<Entry>(order.length);
        for (int to = 0; to < order.length; to++) {
            Entry entry = entries.get(order[to]);
            moved.add(
                    order[to] == to
                            ? entry
                            : entry.with(
                                    new Note.Move(by, order[to] + 1, to + 1, reason.apply(to))));
        }
        return new RankedItems(items, moved, notes);
    }
}
