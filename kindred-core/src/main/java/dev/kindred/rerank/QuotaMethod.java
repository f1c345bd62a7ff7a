package dev.kindred.rerank;

/** How {@link QuotaRerank} fills the places. */
public enum QuotaMethod {
    /** Sorts by score as far as the floors of all prefixes allow: the best accuracy. */
    CONST_SORT,
    /** The best item of a group below its floor, else of one below its ceiling. */
    GREEDY,
    /** Below the ceilings, the group that next needs an item: least {@code ceil(p k) / p}. */
    CONS,
    /** The same with {@code ceil(ceil(p k) / p)}, so that more groups tie and the score decides. */
    RELAXED
}
