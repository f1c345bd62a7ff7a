package dev.kindred.knn;

/** What is subtracted from ratings before similarities are taken and averages formed. */
public enum Center {
    /** Nothing. */
    NONE,
    /** The mean of the row that is compared: the user's in user-knn, the item's in item-knn. */
    MEAN,
    /** The mean of the item. */
    ITEM,
    /** The prediction of the bias model: global mean plus user and item effect. */
    BASELINE
}
