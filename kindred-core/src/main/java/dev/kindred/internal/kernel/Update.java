package dev.kindred.internal.kernel;

/** What a product does to the matrix that it is written to. */
public enum Update {
    /** {@code c = product} */
    SET,
    /** {@code c = c + product} */
    ADD,
    /** {@code c = c - product} */
    SUBTRACT
}
