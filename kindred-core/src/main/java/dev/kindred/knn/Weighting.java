package dev.kindred.knn;

/**
 * How values are weighted before similarities are taken; the profile that is scored keeps its
 * values.
 */
public enum Weighting {
    NONE,
    TF_IDF,
    BM25
}
