package dev.kindred.knn;

/**
 * How likes are weighted before similarities are taken; the profile that is scored stays as it is.
 *
 * <p>Rows are documents, columns terms; {@code idf = ln(rows / (1 + rows that have the column))}.
 */
public enum Weighting {
    /** Every like counts 1. */
    NONE,
    /** A like counts {@code idf}. */
    TF_IDF,
    /** A like counts {@code (k1 + 1) / (k1 (1 - b + b size / mean size) + 1) idf}. */
    BM25
}
