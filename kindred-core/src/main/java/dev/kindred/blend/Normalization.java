package dev.kindred.blend;

/**
 * How scores of different models are made comparable, user by user. Items of the history are left
 * out of what is measured; an item without opinion counts as {@code low}, the lowest of 0 and all
 * scores.
 */
public enum Normalization {
    /** {@code s}; 0 without opinion. */
    NONE,
    /** {@code (s - low) / (high - low)}. */
    MIN_MAX,
    /** {@code (s - mean) / standard deviation}. */
    Z,
    /** {@code 1 - (rank - 1) / n} of n items with an opinion; 0 without. */
    RANK,
    /** Reciprocal rank fusion: {@code 1 / (60 + rank)}; 0 without opinion. */
    RRF
}
