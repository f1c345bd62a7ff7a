package dev.kindred.benchmarks.peer.spark;

import dev.kindred.benchmarks.peer.Peer;
import dev.kindred.benchmarks.peer.PeerLoop;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.ml.recommendation.ALS;
import org.apache.spark.ml.recommendation.ALSModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * MLlib's implicit ALS on {@code local[2]}. Arguments: training file (user, item, rating, separated
 * by commas), factors, epochs, alpha, regularisation. {@code lists} is {@code
 * recommendForAllUsers(100)}, which does not leave out what users have; seen items are left out of
 * the written lists.
 */
public final class SparkPeer implements Peer {
    private static final int LIST = 20;

    private final Dataset<Row> ratings;
    private final ALS als;
    private final Map<Integer, Set<Integer>> seen = new HashMap<>();
    private ALSModel trained;

    SparkPeer(String[] arguments) throws IOException {
        SparkSession spark =
                SparkSession.builder()
                        .master("local[2]")
                        .appName("peer")
                        .config("spark.ui.enabled", false)
                        .config("spark.sql.shuffle.partitions", 4)
                        .config("spark.driver.bindAddress", "127.0.0.1")
                        .config("spark.driver.host", "127.0.0.1")
                        .getOrCreate();
        spark.sparkContext().setLogLevel("ERROR");
        ratings = spark.read().schema("user INT, item INT, rating FLOAT").csv(arguments[0]).cache();
        for (Row row : ratings.collectAsList()) {
            seen.computeIfAbsent(row.getInt(0), user -> new HashSet<>()).add(row.getInt(1));
        }
        als =
                new ALS()
                        .setImplicitPrefs(true)
                        .setRank(Integer.parseInt(arguments[1]))
                        .setMaxIter(Integer.parseInt(arguments[2]))
                        .setAlpha(Double.parseDouble(arguments[3]))
                        .setRegParam(Double.parseDouble(arguments[4]))
                        .setNumBlocks(2)
                        .setSeed(42);
        trained = new ALS().setRank(1).setMaxIter(1).setImplicitPrefs(true).fit(ratings);
    }

    /** The peer's process. */
    public static void main(String[] arguments) throws Exception {
        PeerLoop.serve(() -> new SparkPeer(arguments));
    }

    @Override
    public void run(String task) {
        if (task.equals("lists")) {
            trained.recommendForAllUsers(100).write().format("noop").mode("overwrite").save();
        } else {
            trained = als.fit(ratings);
            trained.userFactors().count();
            trained.itemFactors().count();
        }
    }

    @Override
    public void write(Path answers) throws IOException {
        int longest = seen.values().stream().mapToInt(Set::size).max().orElse(0);
        List<Row> lists =
                trained.recommendForAllUsers(Math.min(LIST + longest, 1000)).collectAsList();
        try (var out = new PrintWriter(Files.newBufferedWriter(answers))) {
            for (Row row : lists) {
                Set<Integer> known = seen.getOrDefault(row.getInt(0), Set.of());
                var line = new StringBuilder().append(row.getInt(0));
                row.<Row>getList(1).stream()
                        .map(entry -> entry.getInt(0))
                        .filter(item -> !known.contains(item))
                        .limit(LIST)
                        .forEach(item -> line.append(',').append(item.intValue()));
                out.println(line);
            }
        }
    }
}
