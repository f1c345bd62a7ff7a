package dev.kindred.rank;

/**
 * Finds items whose vectors have large dot products with that of a user without looking at all of
 * them: some of the best may be missed. Immutable and thread-safe.
 */
public interface ItemIndex {
    /**
     * Item rows, in any order, none twice.
     *
     * @param count how many are wanted; fewer may be found
     */
    int[] nearest(float[] user, int count);
}
