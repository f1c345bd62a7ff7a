package dev.kindred.blend;

/** How {@link Hybrid} puts its parts together. */
public enum Method {
    /** The weighted sum of normalised scores. */
    WEIGHTED,
    /** One part answers alone: which one, depends on the length of the history. */
    SWITCHING,
    /** The first part chooses candidates, each next part puts the best half of them in order. */
    CASCADE,
    /** The parts take turns: the best item of each, then the second best, and so on. */
    MIXED
}
