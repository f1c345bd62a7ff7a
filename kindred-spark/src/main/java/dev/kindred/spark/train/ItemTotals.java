package dev.kindred.spark.train;

import dev.kindred.knn.ItemKnnParts;
import dev.kindred.spark.data.UserHistory;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/**
 * What parts must know of all likes: sums per item over all users, added up where the histories
 * are.
 */
final class ItemTotals implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int TREE_DEPTH = 2;

    private final int[] likes;
    private final double[] historySizes;
    private final double[] weights; // empty where nobody asks
    private double squaredHistorySizes;

    private ItemTotals(int items, boolean weighs) {
        likes = new int[items];
        historySizes = new double[items];
        weights = new double[weighs ? items : 0];
    }

    static ItemTotals of(JavaRDD<UserHistory> histories, int items, boolean weighs) {
        return histories
                .mapPartitions(rows -> ofPartition(rows, items, weighs))
                .treeReduce(ItemTotals::plus, TREE_DEPTH);
    }

    private static Iterator<ItemTotals> ofPartition(
            Iterator<UserHistory> rows, int items, boolean weighs) {
        var totals = new ItemTotals(items, weighs);
        while (rows.hasNext()) {
            totals.add(rows.next().likes());
        }
        return List.of(totals).iterator();
    }

    private void add(int[] history) {
        int size = history.length;
        double weight = weights.length == 0 ? 0 : ItemKnnParts.weight(likes.length, size);
        for (int item : history) {
            likes[item]++;
            historySizes[item] += size;
            if (weights.length > 0) {
                weights[item] += weight;
            }
        }
        squaredHistorySizes += (double) size * size;
    }

    private ItemTotals plus(ItemTotals other) {
        Arrays.setAll(likes, item -> likes[item] + other.likes[item]);
        Arrays.setAll(historySizes, item -> historySizes[item] + other.historySizes[item]);
        Arrays.setAll(weights, item -> weights[item] + other.weights[item]);
        squaredHistorySizes += other.squaredHistorySizes;
        return this;
    }

    int[] likes() {
        return likes;
    }

    /** Per item: the additions that its neighbours cost. */
    double[] work() {
        return historySizes;
    }

    ItemKnnParts.Totals forItemKnn(int users) {
        return new ItemKnnParts.Totals(users, likes, historySizes, squaredHistorySizes, weights);
    }
}
