package dev.kindred.knn;

import dev.kindred.data.IdIndex;
import dev.kindred.data.SparseRows;
import dev.kindred.internal.Checks;
import dev.kindred.model.FitContext;
import dev.kindred.model.ModelInfo;
import java.io.Serializable;

/**
 * The ranking form of {@link ItemKnn} in parts, for training on several machines: each finds the
 * neighbours of some items from the histories of the users who like any of them; {@link #join}
 * makes one model of all. The neighbours are those of {@link ItemKnn}; with a weighting, sums may
 * differ in the last digit.
 *
 * <p>Cost: as {@link ItemKnn}; a part holds its users' histories and O(items) per thread.
 */
public final class ItemKnnParts {
    private final ItemKnnConfig config;
    private final Totals totals;
    private final WholeMatrix whole;

    /**
     * What must be known of all likes: values above 0.
     *
     * @param users all of them, with likes or without
     * @param likes per item: how many users like it
     * @param historySizes per item: the sum of the numbers of likes of these users
     * @param squaredHistorySizes the sum over all users of the square of their number of likes
     * @param weights per item: the sum of {@link #weight} of these users; empty without a weighting
     */
    public record Totals(
            int users,
            int[] likes,
            double[] historySizes,
            double squaredHistorySizes,
            double[] weights)
            implements Serializable {
        public Totals {
            Checks.sameLength("historySizes", likes.length, historySizes.length);
        }
    }

    /**
     * Parts of a training.
     *
     * @throws IllegalArgumentException for the rating form, which cannot be trained in parts
     */
    public ItemKnnParts(ItemKnnConfig config, Totals totals) {
        if (config.mode() != Mode.RANKING) {
            throw new IllegalArgumentException(
                    "item-knn with mode=rating cannot be trained in parts, only on one machine");
        }
        if (weighs(config)) {
            Checks.sameLength("weights", totals.likes().length, totals.weights().length);
        }
        this.config = config;
        this.totals = totals;
        long all = 0;
        for (int likes : totals.likes()) {
            all += likes;
        }
        this.whole =
                new WholeMatrix(
                        totals.users(),
                        all / Math.max(1.0, totals.likes().length),
                        totals.squaredHistorySizes(),
                        totals.likes(),
                        totals.historySizes(),
                        totals.weights());
    }

    /** Whether {@link Totals#weights} is needed. */
    public static boolean weighs(ItemKnnConfig config) {
        return config.weighting() != Weighting.NONE;
    }

    /** What a user with so many likes adds to the {@link Totals#weights} of each. */
    public static double weight(int items, int likes) {
        return LikeWeights.square(items, likes);
    }

    /** Takes the neighbours of an item, in no particular order. */
    @FunctionalInterface
    public interface Lists {
        void add(int item, int[] neighbours, double[] similarities);
    }

    /**
     * Finds the neighbours of some items.
     *
     * @param items rows
     * @param byUser all likes of every user who likes any of these items; users in any rows, all
     *     items as columns
     */
    public void find(int[] items, SparseRows byUser, Lists lists) {
        SparseRows likes = byUser.binary();
        SparseRows byItem = likes.transpose();
        NearestSearch search =
                RowSimilarity.ofPart(byItem, likes, SimilaritySettings.of(config), whole)
                        .search(config.neighbours());
        for (int item : items) {
            Nearest best = search.find(item);
            lists.add(item, best.rows(), best.similarities());
        }
    }

    /**
     * Makes a model of the neighbours of all items.
     *
     * @param neighbours per item; empty where it has none
     * @param similarities of these
     */
    public ItemKnnModel join(
            ModelInfo info,
            IdIndex items,
            int[][] neighbours,
            double[][] similarities,
            FitContext context) {
        var lists = new NeighbourLists(neighbours, similarities);
        double[] means = new double[config.itemMean() ? items.size() : 0];
        for (int item = 0; item < means.length; item++) {
            means[item] = (double) totals.likes()[item] / Math.max(1, totals.users());
        }
        return new ItemKnnModel(
                info, items, ItemKnn.weights(config, lists, context), means, config.inverted());
    }
}
