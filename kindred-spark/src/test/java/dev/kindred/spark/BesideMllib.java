package dev.kindred.spark;

import dev.kindred.model.Algorithms;
import dev.kindred.model.Model;
import dev.kindred.spark.data.EventFormat;
import dev.kindred.spark.data.EventSource;
import dev.kindred.spark.data.Preparation;
import dev.kindred.spark.data.PrepareSettings;
import dev.kindred.spark.data.PreparedData;
import dev.kindred.spark.lists.BulkLists;
import dev.kindred.spark.lists.ListSettings;
import dev.kindred.spark.train.TrainContext;
import dev.kindred.spark.train.Trainer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Measures lists for all users beside MLlib's {@code recommendForAllUsers}, in one Spark with two
 * threads; arguments: users, items. Run it on the class path of the tests, on an idle machine.
 */
public final class BesideMllib {
    private static final int FACTORS = 64;
    private static final int PER_USER = 30;
    private static final int LENGTH = 10;
    private static final int WARM_UP = 3;
    private static final int ROUNDS = 3;

    private BesideMllib() {}

    public static void main(String[] args) throws IOException {
        int users = args.length > 0 ? Integer.parseInt(args[0]) : 30_000;
        int items = args.length > 1 ? Integer.parseInt(args[1]) : 40_000;
        SparkSession spark =
                SparkSession.builder()
                        .master("local[2]")
                        .appName("beside MLlib")
                        .config("spark.ui.enabled", false)
                        .config("spark.sql.shuffle.partitions", 4)
                        .config("spark.driver.bindAddress", "127.0.0.1")
                        .config("spark.driver.host", "127.0.0.1")
                        .getOrCreate();
        Path folder = Files.createTempDirectory("kindred-spark");
        String output = folder.resolve("prepared").toString();
        new Preparation(spark, PrepareSettings.defaults())
                .run(
                        new EventSource(
                                List.of(events(folder, users, items)),
                                EventFormat.CSV,
                                Map.of(),
                                Map.of()),
                        output);
        PreparedData data = PreparedData.open(spark, output);
        Record config =
                Algorithms.config("ials", null, Map.of("factors", "" + FACTORS, "epochs", "1"));
        Model model = Trainer.train("ials", config, data, new TrainContext(1, 2));
        ALSModel mllib = mllib(data);
        var lists = new BulkLists(data, model, null, new ListSettings(LENGTH, false, null));
        System.out.printf(
                "%d users, %d items, %d factors, lists of %d, local[2], Java %s%n",
                data.users(), data.items().size(), FACTORS, LENGTH, Runtime.version().feature());
        Runnable kindred = () -> lists.of(data.histories()).count();
        Runnable other =
                () ->
                        mllib.recommendForAllUsers(LENGTH)
                                .write()
                                .format("noop")
                                .mode("overwrite")
                                .save();
        for (int round = 0; round < WARM_UP; round++) {
            kindred.run();
        }
        other.run();
        double[] times = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            double ours = rate(data.users(), kindred);
            double theirs = rate(data.users(), other);
            times[round] = ours / theirs;
            System.out.printf(
                    "round %d: kindred %.0f users/s, MLlib %.0f users/s, %.1f times%n",
                    round + 1, ours, theirs, times[round]);
        }
        Arrays.sort(times);
        System.out.printf("median: %.1f times%n", times[ROUNDS / 2]);
        spark.stop();
    }

    private static double rate(int users, Runnable work) {
        long start = System.nanoTime();
        work.run();
        return users / ((System.nanoTime() - start) / 1e9);
    }

    private static String events(Path folder, int users, int items) throws IOException {
        var random = new Random(1);
        Path file = folder.resolve("events.csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("user,item\n");
            for (int user = 0; user < users; user++) {
                for (int k = 0; k < PER_USER; k++) {
                    double skewed = random.nextDouble() * random.nextDouble();
                    out.write("u%d,i%d%n".formatted(user, (int) (items * skewed)));
                }
            }
        }
        return file.toString();
    }

    private static ALSModel mllib(PreparedData data) {
        var schema =
                new StructType()
                        .add("user", DataTypes.IntegerType)
                        .add("item", DataTypes.IntegerType)
                        .add("rating", DataTypes.FloatType);
        var rows =
                data.histories()
                        .flatMap(
                                history ->
                                        Arrays.stream(history.getItems())
                                                .mapToObj(
                                                        item ->
                                                                RowFactory.create(
                                                                        history.getUser(),
                                                                        item,
                                                                        1f))
                                                .iterator());
        return new ALS()
                .setRank(FACTORS)
                .setMaxIter(1)
                .setImplicitPrefs(true)
                .setNumBlocks(2)
                .setUserCol("user")
                .setItemCol("item")
                .setRatingCol("rating")
                .fit(data.spark().createDataFrame(rows, schema));
    }
}
