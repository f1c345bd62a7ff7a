package dev.kindred.neural;

/** What a model of the NCF family is trained for. */
public enum Mode {
    /** Lists: what was liked against items that the user has not seen. */
    RANKING,
    /** Ratings, on the scale of the data. */
    RATING
}
