package dev.kindred.data;

/**
 * What becomes of several interactions of one user with one item; the event keeps the latest time.
 */
public enum Dedupe {
    /** The value of the earliest. */
    FIRST,
    /** The value of the latest; the default. */
    LAST,
    /** The sum of the values: views and purchases add up. */
    SUM,
    /** The largest value. */
    MAX
}
