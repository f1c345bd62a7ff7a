package dev.kindred.knn;

/**
 * How alike two rows (two items by their users, or two users by their items) are.
 *
 * <p>With {@code g} the dot product of the two rows (where all values are 1: the number of columns
 * that both have), {@code a} and {@code b} their squared lengths (their sizes), {@code n} the
 * number of columns that both have, {@code N} the number of all columns, and {@code h} the
 * shrinkage. {@code a} belongs to the row whose neighbours are looked for, {@code b} to the
 * neighbour.
 *
 * <p>The ranking form sees every value above 0 as 1 and everything else as 0. The rating form sees
 * the ratings; the set similarities see only which there are.
 */
public enum Similarity {
    /** {@code g / (sqrt(a b) + h)}: the angle between the whole rows. */
    COSINE,
    /**
     * Cosine after the mean of each column is subtracted: the user's mean in item-knn, the item's
     * in user-knn. In the rating form the mean of what is there, in the ranking form of all.
     */
    ADJUSTED_COSINE,
    /**
     * The correlation; times {@code n / (n + h)}. In the rating form over the columns that both
     * have, in the ranking form over all columns.
     */
    PEARSON,
    /**
     * The correlation of ranks; times {@code n / (n + h)}. Values are replaced by their rank within
     * their row, equal ones by the mean of their ranks. In the ranking form the same as Pearson.
     */
    SPEARMAN,
    /** Of sets: {@code g / (a + b - g + h)}. Also known as Tanimoto. */
    JACCARD,
    /** Of sets: {@code 2 g / (a + b + h)}. */
    DICE,
    /**
     * Of sets: {@code g / (g + tverskyA (a - g) + tverskyB (b - g) + h)}; 1 and 1 is Jaccard, 1/2
     * and 1/2 Dice.
     */
    TVERSKY,
    /** {@code g / (a^alpha b^(1 - alpha) + h)}; 1/2 is cosine, 0 the conditional probability. */
    ASYMMETRIC_COSINE,
    /**
     * Of sets: {@code 1 - 1 / (1 + LLR)} with Dunning's log-likelihood ratio of the two-by-two
     * table of {@code g, a - g, b - g, N - a - b + g}; times {@code n / (n + h)}.
     */
    LLR,
    /** Of sets: {@code g / (b + h)}, the share of the neighbour's columns that the row has too. */
    CONDITIONAL_PROBABILITY,
    /**
     * {@code 1 / (1 + MSD)} with the mean squared difference; times {@code n / (n + h)}. In the
     * rating form over the columns that both have, in the ranking form over all columns.
     */
    MSD,
    /**
     * The cosine over the columns that both have; times {@code n / (n + h)}. In the ranking form
     * all of these are 1, and so is the cosine before it is shrunk.
     */
    CO_RATED_COSINE;

    /** True for the similarities that see only which columns two rows have, never values. */
    public boolean isOfSets() {
        return switch (this) {
            case JACCARD, DICE, TVERSKY, LLR, CONDITIONAL_PROBABILITY -> true;
            case COSINE,
                    ADJUSTED_COSINE,
                    PEARSON,
                    SPEARMAN,
                    ASYMMETRIC_COSINE,
                    MSD,
                    CO_RATED_COSINE ->
                    false;
        };
    }
}
