package dev.kindred.linear;

/** Numbers of common users of each two of some items, as whole rows in arrays. */
interface Gram {
    /** The array that holds a row. */
    float[] row(int position);

    /** Where the row starts in its array. */
    int start(int position);
}
