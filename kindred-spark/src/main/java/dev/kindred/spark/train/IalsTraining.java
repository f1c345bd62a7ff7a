package dev.kindred.spark.train;

import dev.kindred.factor.Ials;
import dev.kindred.factor.IalsConfig;
import dev.kindred.factor.IalsParts;
import dev.kindred.model.Model;
import dev.kindred.spark.data.PreparedData;
import dev.kindred.spark.data.UserHistory;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * {@code ials} by MLlib's ALS, which minimises nearly the same: divided by a, the weight of what
 * was not observed, core's objective has weight w / a + 1 and target (w / a) / (w / a + 1) on
 * observed pairs where MLlib has the same weight and target 1; with a well below 1 that is the
 * same. MLlib pulls a row in proportion to the number of its observed pairs, core (with exponent 1)
 * to their weight plus a for every pair: the strength is chosen so that all pulls together are the
 * same. Users are solved by core, from item factors alone.
 *
 * <p>{@code solver}, {@code steps}, {@code blockSize} and {@code initialDeviation} have no meaning
 * here: MLlib solves each row exactly.
 */
final class IalsTraining implements Training {
    private static final StructType RATINGS =
            new StructType()
                    .add("user", DataTypes.IntegerType)
                    .add("item", DataTypes.IntegerType)
                    .add("rating", DataTypes.FloatType);

    @Override
    public void check(Record settings) {
        double exponent = ((IalsConfig) settings).regularizationExponent();
        if (exponent != 1) {
            throw new IllegalArgumentException(
                    "regularizationExponent must be 1 for ials on Spark, but is %s: MLlib's pull grows in proportion. Maybe train it on one machine (kindred train)."
                            .formatted(exponent));
        }
    }

    @Override
    public Model train(PreparedData data, Record settings, TrainContext context) {
        var config = (IalsConfig) settings;
        int items = data.items().size();
        long likes =
                data.histories().map(history -> (long) history.likes().length).fold(0L, Long::sum);
        double unobserved = IalsParts.unobservedWeight(config, data.users(), items, likes);
        float[] factors = new float[Math.multiplyExact(items, config.factors())];
        if (likes > 0) {
            double cells = (double) data.users() * items;
            double pull = config.regularization() * (1 / unobserved + cells / likes);
            ALSModel model =
                    als(config, unobserved, pull, data, context).fit(ratings(data, config));
            fill(model, config.factors(), factors);
        }
        return IalsParts.model(
                context.info(Ials.NAME, config, data),
                data.items(),
                config,
                unobserved,
                factors,
                context.local());
    }

    private static ALS als(
            IalsConfig config,
            double unobserved,
            double pull,
            PreparedData data,
            TrainContext context) {
        int blocks =
                context.blocks() > 0
                        ? context.blocks()
                        : Math.max(2, data.spark().sparkContext().defaultParallelism());
        return new ALS()
                .setImplicitPrefs(true)
                .setRank(config.factors())
                .setMaxIter(config.epochs())
                .setAlpha(1 / unobserved)
                .setRegParam(pull)
                .setSeed(context.seed())
                .setNumBlocks(blocks)
                .setUserCol("user")
                .setItemCol("item")
                .setRatingCol("rating");
    }

    private static Dataset<Row> ratings(PreparedData data, IalsConfig config) {
        double alpha = config.alpha();
        JavaRDD<Row> rows = data.histories().flatMap(history -> rows(history, alpha));
        return data.spark().createDataFrame(rows, RATINGS);
    }

    private static Iterator<Row> rows(UserHistory history, double alpha) {
        List<Row> rows = new ArrayList<>(history.getItems().length);
        for (int k = 0; k < history.getItems().length; k++) {
            double value = history.getValues()[k];
            if (value > 0) {
                rows.add(
                        RowFactory.create(
                                history.getUser(),
                                history.getItems()[k],
                                (float) (1 + alpha * value)));
            }
        }
        return rows.iterator();
    }

    private static void fill(ALSModel model, int width, float[] factors) {
        for (Iterator<Row> rows = model.itemFactors().toLocalIterator(); rows.hasNext(); ) {
            Row row = rows.next();
            List<Float> numbers = row.getList(1);
            for (int k = 0; k < width; k++) {
                factors[row.getInt(0) * width + k] = numbers.get(k);
            }
        }
    }
}
