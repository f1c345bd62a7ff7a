package dev.kindred.spark.train;

import dev.kindred.internal.ConfigBinder;
import dev.kindred.knn.ItemKnn;
import dev.kindred.knn.ItemKnnConfig;
import dev.kindred.knn.ItemKnnParts;
import dev.kindred.knn.Mode;
import dev.kindred.model.Algorithms;
import dev.kindred.model.Model;
import dev.kindred.spark.data.PreparedData;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** {@code item-knn}, with the neighbours that core finds. */
final class ItemKnnTraining implements Training {
    @Override
    public void check(Record settings) {
        if (((ItemKnnConfig) settings).mode() != Mode.RANKING) {
            throw new IllegalArgumentException(
                    "item-knn with mode=rating is not for Spark, it trains on one machine (kindred train)");
        }
    }

    @Override
    public Model train(PreparedData data, Record settings, TrainContext context) {
        var config = (ItemKnnConfig) settings;
        Map<String, String> texts = ConfigBinder.toTexts(config); // records of core do not travel
        int items = data.items().size();
        ItemTotals sums = ItemTotals.of(data.histories(), items, ItemKnnParts.weighs(config));
        ItemKnnParts.Totals totals = sums.forItemKnn(data.users());
        var parts = new ItemKnnParts(config, totals);
        int[][] neighbours = new int[items][0];
        double[][] similarities = new double[items][0];
        Broadcast<ItemKnnParts.Totals> shared =
                new JavaSparkContext(data.spark().sparkContext()).broadcast(totals);
        new ItemProducts(data, context.blocks())
                .forEach(
                        sums.work(),
                        (wanted, byUser, lists) ->
                                new ItemKnnParts(config(texts), shared.value())
                                        .find(
                                                wanted,
                                                byUser,
                                                (item, rows, weights) ->
                                                        lists.accept(
                                                                new ItemList(item, rows, weights))),
                        list -> {
                            neighbours[list.item()] = list.rows();
                            similarities[list.item()] = list.weights();
                        });
        shared.destroy();
        return parts.join(
                context.info(ItemKnn.NAME, config, data),
                data.items(),
                neighbours,
                similarities,
                context.local());
    }

    private static ItemKnnConfig config(Map<String, String> texts) {
        return (ItemKnnConfig) Algorithms.config(ItemKnn.NAME, null, texts);
    }
}
