package dev.kindred.knn;

/** What a neighbourhood model is for. */
public enum Mode {
    /** Lists from what users did: values above 0 count as liked. */
    RANKING,
    /** Predictions of ratings. */
    RATING
}
