package dev.kindred.knn;

/** Among whom the {@code neighbours} best are chosen when a rating is predicted. */
public enum NeighbourChoice {
    /** Those that can say something: users who rated the item, items that the user rated. */
    RATED,
    /** All, before it is asked whether they can say something, as in the plain textbook. */
    ALL
}
