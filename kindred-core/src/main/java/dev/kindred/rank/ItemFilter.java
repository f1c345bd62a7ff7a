package dev.kindred.rank;

/** Decides which items may be recommended. */
@FunctionalInterface
public interface ItemFilter {
    /**
     * True if the item (a row) may be in the answer to the query. Must be cheap, as it is asked
     * about many items (those that would be in the list), and answer the same again.
     */
    boolean keeps(Query query, int item);

    /** What to call it when somebody asks why an item is not recommended. */
    default String name() {
        return "filter";
    }
}
