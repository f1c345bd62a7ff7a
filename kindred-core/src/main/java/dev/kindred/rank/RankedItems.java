package dev.kindred.rank;

import dev.kindred.data.IdIndex;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A list of items, best first. Immutable.
 *
 * @param items what the rows of the entries refer to
 * @param entries best first; no item twice
 */
public record RankedItems(IdIndex items, List<Entry> entries) {
    public RankedItems {
        entries = Collections.unmodifiableList(new ArrayList<>(entries));
    }

    /**
     * One item of a list.
     *
     * @param row item row
     * @param score of its source; scores of different sources need not be comparable
     * @param source name of the model that put it there, such as {@code item-knn}
     * @param fallback true if it only fills a place that the first model left open
     */
    public record Entry(int row, double score, String source, boolean fallback) {}

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
}
