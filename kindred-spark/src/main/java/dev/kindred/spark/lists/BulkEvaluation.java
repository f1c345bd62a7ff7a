package dev.kindred.spark.lists;

import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.data.SparseRows;
import dev.kindred.data.TestSet;
import dev.kindred.data.TestSet.TestUser;
import dev.kindred.eval.Evaluation;
import dev.kindred.eval.Metric;
import dev.kindred.eval.Metrics;
import dev.kindred.eval.Report;
import dev.kindred.eval.UserMetric;
import dev.kindred.eval.UserValues;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import dev.kindred.rank.Recommender;
import dev.kindred.spark.data.PreparedData;
import dev.kindred.spark.data.UserHistory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.Optional;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * Measures a model on what {@code prepare} held back: core's evaluation on the users of each
 * partition; the values of the users come to the driver and are added there in the order of the
 * users' ids, so the result is that of one machine.
 *
 * <p>For metrics of lists with one value per user that need no other data: ndcg, recall, precision,
 * map, mrr, hit-rate, f1, auc and their variants.
 */
public final class BulkEvaluation {
    private static final int AT_ONCE = 2048;

    private final List<UserMetric> metrics;
    private final String names;

    /**
     * An evaluation.
     *
     * @param names of metrics, apart by commas
     * @throws IllegalArgumentException if one is unknown, or not of that kind
     */
    public BulkEvaluation(String names) {
        this.names = names;
        this.metrics = new ArrayList<>();
        for (Metric metric : Metrics.parse(names)) {
            if (!(metric instanceof UserMetric user) || metric.depth() == Metric.NO_LIST) {
                throw new IllegalArgumentException(
                        "metric %s is not for Spark: only those of lists with a value per user are, such as ndcg@10, recall@20, precision@10, map@10, mrr@10, hit-rate@10"
                                .formatted(metric.name()));
            }
            metrics.add(user);
        }
    }

    /**
     * What was found.
     *
     * @param metrics name -> value; {@code NaN} if no user counts
     * @param users how many were measured
     */
    public record Result(Map<String, Double> metrics, long users) {}

    /** The values of a user, then the weights. */
    private record Measured(String user, double[] numbers) implements java.io.Serializable {}

    /** Measures. */
    public Result run(PreparedData data, Model model) throws IOException {
        var shared = SharedModel.send(data.spark(), model, null, null);
        int[] rows = new int[data.items().size()];
        Arrays.setAll(rows, row -> model.items().row(data.items().id(row)));
        Broadcast<int[]> rowOf = new JavaSparkContext(data.spark().sparkContext()).broadcast(rows);
        String wanted = names;
        List<Measured> all =
                users(data)
                        .mapPartitions(
                                users ->
                                        measure(users, shared.recommender(), rowOf.value(), wanted))
                        .sortBy(Measured::user, true, 1)
                        .collect();
        return sum(all);
    }

    private static JavaPairRDD<String, Tuple2<String[], Optional<UserHistory>>> users(
            PreparedData data) {
        JavaPairRDD<String, String[]> targets =
                data.targets()
                        .javaRDD()
                        .mapToPair(
                                row ->
                                        new Tuple2<>(
                                                row.getString(0),
                                                row.<String>getList(1).toArray(String[]::new)));
        JavaPairRDD<String, UserHistory> known =
                data.histories()
                        .union(data.heldOut())
                        .mapToPair(history -> new Tuple2<>(history.getId(), history));
        return targets.leftOuterJoin(known);
    }

    private static Iterator<Measured> measure(
            Iterator<Tuple2<String, Tuple2<String[], Optional<UserHistory>>>> users,
            Recommender recommender,
            int[] rowOf,
            String names) {
        var measured = new ArrayList<Measured>();
        while (users.hasNext()) {
            var batch = new ArrayList<TestUser>();
            while (users.hasNext() && batch.size() < AT_ONCE) {
                Tuple2<String, Tuple2<String[], Optional<UserHistory>>> user = users.next();
                int[] targets =
                        Arrays.stream(user._2._1).mapToInt(recommender.items()::row).toArray();
                double[] values = new double[targets.length];
                Arrays.fill(values, 1);
                History history =
                        user._2._2.isPresent() ? user._2._2.get().historyIn(rowOf) : History.EMPTY;
                batch.add(new TestUser(user._1, history, targets, values, null));
            }
            measured.addAll(measure(new TestSet(batch), recommender, names));
        }
        return measured.iterator();
    }

    private static List<Measured> measure(TestSet users, Recommender recommender, String names) {
        Report report =
                Evaluation.of(nobody(recommender.items()), users)
                        .metrics(Metrics.parse(names))
                        .resamples(0)
                        .build()
                        .measure("model", recommender, null, new FitContext(0, 1));
        var measured = new ArrayList<Measured>();
        List<UserValues> values = List.copyOf(report.perUser().values());
        for (int user = 0; user < report.users().size(); user++) {
            double[] numbers = new double[2 * values.size()];
            for (int k = 0; k < values.size(); k++) {
                numbers[k] = values.get(k).value(user);
                numbers[values.size() + k] = values.get(k).weight(user);
            }
            measured.add(new Measured(report.users().get(user), numbers));
        }
        return measured;
    }

    /** Training data without users: the metrics need no more than the items. */
    private static Dataset nobody(IdIndex items) {
        return new Dataset(
                new IdIndex.Builder().build(),
                items,
                SparseRows.of(items.size(), new int[1], new int[0], new double[0]),
                new int[0],
                null,
                Attributes.NONE,
                Attributes.NONE);
    }

    private Result sum(List<Measured> all) {
        var results = new LinkedHashMap<String, Double>();
        for (int k = 0; k < metrics.size(); k++) {
            double sum = 0;
            double weights = 0;
            for (Measured user : all) {
                double weight = user.numbers[metrics.size() + k];
                if (weight > 0) {
                    sum += weight * user.numbers[k];
                    weights += weight;
                }
            }
            double value = weights > 0 ? metrics.get(k).finish(sum / weights) : Double.NaN;
            results.put(metrics.get(k).name(), value);
        }
        return new Result(results, all.size());
    }
}
