package dev.kindred.spark.train;

import dev.kindred.internal.ConfigBinder;
import dev.kindred.linear.Rp3Beta;
import dev.kindred.linear.Rp3BetaConfig;
import dev.kindred.linear.Rp3BetaParts;
import dev.kindred.model.Algorithms;
import dev.kindred.model.Model;
import dev.kindred.spark.data.PreparedData;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** {@code rp3beta}, with the weights that core finds. */
final class Rp3BetaTraining implements Training {
    @Override
    public Model train(PreparedData data, Record settings, TrainContext context) {
        var config = (Rp3BetaConfig) settings;
        Map<String, String> texts = ConfigBinder.toTexts(config); // records of core do not travel
        int items = data.items().size();
        ItemTotals sums = ItemTotals.of(data.histories(), items, false);
        Broadcast<int[]> likes =
                new JavaSparkContext(data.spark().sparkContext()).broadcast(sums.likes());
        int[][] targets = new int[items][0];
        float[][] weights = new float[items][0];
        new ItemProducts(data, context.blocks())
                .forEach(
                        sums.work(),
                        (wanted, byUser, lists) ->
                                new Rp3BetaParts(config(texts), likes.value())
                                        .find(
                                                wanted,
                                                byUser,
                                                (item, rows, found) ->
                                                        lists.accept(
                                                                new ItemList(
                                                                        item,
                                                                        rows,
                                                                        widened(found)))),
                        list -> {
                            targets[list.item()] = list.rows();
                            weights[list.item()] = narrowed(list.weights());
                        });
        likes.destroy();
        return new Rp3BetaParts(config, sums.likes())
                .join(
                        context.info(Rp3Beta.NAME, config, data),
                        data.items(),
                        targets,
                        weights,
                        context.local());
    }

    private static double[] widened(float[] floats) {
        double[] doubles = new double[floats.length];
        for (int k = 0; k < floats.length; k++) {
            doubles[k] = floats[k];
        }
        return doubles;
    }

    private static float[] narrowed(double[] doubles) {
        float[] floats = new float[doubles.length];
        for (int k = 0; k < doubles.length; k++) {
            floats[k] = (float) doubles[k];
        }
        return floats;
    }

    private static Rp3BetaConfig config(Map<String, String> texts) {
        return (Rp3BetaConfig) Algorithms.config(Rp3Beta.NAME, null, texts);
    }
}
