package dev.kindred.linear;

import dev.kindred.data.IdIndex;
import dev.kindred.data.SparseRows;
import dev.kindred.model.FitContext;
import dev.kindred.model.ModelInfo;
import java.util.function.IntConsumer;

/**
 * {@link Rp3Beta} in parts, for training on several machines: each walks from some items, over the
 * histories of the users who like any of them; {@link #join} makes one model of all. The model is
 * that of {@link Rp3Beta}, to the last bit where the users of each part keep their order.
 *
 * <p>Cost: as {@link Rp3Beta}; a part holds its users' histories and O(items).
 */
public final class Rp3BetaParts {
    private final Rp3BetaConfig config;
    private final int[] likes;

    /**
     * Parts of a training.
     *
     * @param likes per item: how many users like it (value above 0), of all users
     */
    public Rp3BetaParts(Rp3BetaConfig config, int[] likes) {
        this.config = config;
        this.likes = likes.clone();
    }

    /** Takes the weights of an item to others. */
    @FunctionalInterface
    public interface Lists {
        /**
         * Takes one item's.
         *
         * @param targets item rows, rising
         */
        void add(int item, int[] targets, float[] weights);
    }

    /**
     * Finds the weights of some items.
     *
     * @param items rows
     * @param byUser all likes of every user who likes any of these items; users in any rows, all
     *     items as columns
     */
    public void find(int[] items, SparseRows byUser, Lists lists) {
        var weights = new WeightRows(likes.length, likes.length);
        IntConsumer worker = new Walks(config, byUser.binary(), likes).worker(weights);
        for (int item : items) {
            worker.accept(item);
            weights.take(item, lists);
        }
    }

    /**
     * Makes a model of the weights of all items.
     *
     * @param targets per item: rows, rising; empty where it has none
     * @param weights of these
     */
    public Rp3BetaModel join(
            ModelInfo info, IdIndex items, int[][] targets, float[][] weights, FitContext context) {
        var rows = new WeightRows(items.size(), items.size());
        for (int item = 0; item < targets.length; item++) {
            rows.set(item, targets[item], weights[item], targets[item].length);
        }
        return new Rp3BetaModel(info, items, Rp3Beta.finish(config, rows.build(), context));
    }
}
