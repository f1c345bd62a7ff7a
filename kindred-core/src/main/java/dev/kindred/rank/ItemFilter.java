package dev.kindred.rank;

/** Decides which items may be recommended. */
@FunctionalInterface
public interface ItemFilter {
    /**
     * True if the item (a row) may be in the answer to the query. Must be cheap: it is asked for
     * every item.
     */
    boolean keeps(Query query, int item);
}
