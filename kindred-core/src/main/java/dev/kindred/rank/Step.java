package dev.kindred.rank;

/**
 * Changes a ranked list before it is cut to its length: re-ranking for diversity, fairness or
 * rules.
 */
public interface Step {
    /** How many candidates it wants to choose from for a list of n; at least n. */
    default int candidates(int n) {
        return n;
    }

    /** The list in its new order: the same items, none added, none twice. */
    RankedItems apply(Query query, RankedItems candidates);
}
