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

    /**
     * The list in its new order: the same items, none added, none lost, none twice. The first
     * {@link Query#n} are the step's choice; the others follow, for later steps to choose from. The
     * same query and list always give the same order. Each item that moved gets a {@link
     * Note.Move}.
     */
    RankedItems apply(Query query, RankedItems candidates);
}
