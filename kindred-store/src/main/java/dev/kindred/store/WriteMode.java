package dev.kindred.store;

/** What becomes of earlier events of the same user, item and type. */
public enum WriteMode {
    /** They count as well: values add up. */
    ADD,
    /** They no longer count: the new value replaces theirs. */
    SET
}
