package dev.kindred.baseline;

/** Which effects {@link Bias} adds to the mean. */
public enum Effects {
    /** None: the mean of all ratings. */
    NONE,
    /** Users: with damping 0, the mean of the user. */
    USER,
    /** Items: with damping 0, the mean of the item. */
    ITEM,
    /** Items first, then users on what is left. */
    BOTH
}
