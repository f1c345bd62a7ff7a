package dev.kindred.advise;

/** What the values of interactions mean, as far as their distribution tells. */
public enum FeedbackKind {
    /** Ratings on a scale. */
    EXPLICIT,
    /** Counts, such as plays or purchases. */
    COUNTS,
    /** It happened: every value is the same. */
    UNARY
}
