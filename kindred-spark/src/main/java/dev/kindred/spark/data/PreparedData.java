package dev.kindred.spark.data;

import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import dev.kindred.data.IdIndex;
import dev.kindred.data.Interaction;
import dev.kindred.data.SparseRows;
import dev.kindred.io.DataException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A folder of prepared data: {@code items} (row, id), {@code histories} (users by row, in event
 * order), with a split {@code targets} and {@code held-out} (what is known of users who are not in
 * the training data), all Parquet, and {@code prepared.json}, written last. Not thread-safe.
 */
public final class PreparedData {
    static final String ITEMS = "items";
    static final String HISTORIES = "histories";
    static final String TARGETS = "targets";
    static final String HELD_OUT = "held-out";

    private final SparkSession spark;
    private final String folder;
    private final Map<String, String> facts;
    private final IdIndex items;

    private PreparedData(
            SparkSession spark, String folder, Map<String, String> facts, IdIndex items) {
        this.spark = spark;
        this.folder = folder;
        this.facts = facts;
        this.items = items;
    }

    /**
     * Opens a folder.
     *
     * @throws DataException if it is no prepared data
     */
    public static PreparedData open(SparkSession spark, String folder) {
        Map<String, String> facts = PreparedFacts.read(spark, folder);
        return new PreparedData(spark, folder, facts, readItems(spark, folder));
    }

    private static IdIndex readItems(SparkSession spark, String folder) {
        var ids = new IdIndex.Builder();
        for (Row row : spark.read().parquet(folder + "/" + ITEMS).orderBy("row").collectAsList()) {
            ids.add(row.getString(row.fieldIndex("id")));
        }
        return ids.build();
    }

    /** Writes down what is in a folder that is whole. */
    static void describe(
            SparkSession spark, String folder, PrepareSettings settings, RejectedRows rejected) {
        IdIndex items = readItems(spark, folder);
        JavaRDD<UserHistory> histories = histories(spark, folder, HISTORIES);
        PreparedFacts.write(
                spark, folder, settings, rejected, items.size(), Fingerprint.of(items, histories));
    }

    private static JavaRDD<UserHistory> histories(SparkSession spark, String folder, String name) {
        return spark.read()
                .parquet(folder + "/" + name)
                .as(Encoders.bean(UserHistory.class))
                .javaRDD();
    }

    public SparkSession spark() {
        return spark;
    }

    /** The items of the training data. */
    public IdIndex items() {
        return items;
    }

    /** The number of users of the training data. */
    public int users() {
        return Integer.parseInt(facts.getOrDefault("users", "0"));
    }

    /** The number of interactions of the training data. */
    public long interactions() {
        return Long.parseLong(facts.getOrDefault("interactions", "0"));
    }

    /** Of the training data; another one than core's for the same interactions. */
    public String fingerprint() {
        return facts.getOrDefault("fingerprint", "");
    }

    /** True if something was held back for tests. */
    public boolean hasTests() {
        return facts.containsKey("split");
    }

    /** What each user of the training data has done. */
    public JavaRDD<UserHistory> histories() {
        return histories(spark, folder, HISTORIES);
    }

    /** What is known of users who are held out as a whole; their row is absent. */
    public JavaRDD<UserHistory> heldOut() {
        return histories(spark, folder, HELD_OUT);
    }

    /** What was held back: user id and the ids of the targets. */
    public org.apache.spark.sql.Dataset<Row> targets() {
        if (!hasTests()) {
            throw new DataException(
                    "%s holds no test data. Maybe prepare it with --split last:1"
                            .formatted(folder));
        }
        return spark.read().parquet(folder + "/" + TARGETS);
    }

    /** The training data in the memory of this process, for what cannot be done in parts. */
    public Dataset collect() {
        List<UserHistory> rows = histories().sortBy(UserHistory::getUser, true, 1).collect();
        int[] starts = new int[rows.size() + 1];
        var ids = new IdIndex.Builder();
        for (int user = 0; user < rows.size(); user++) {
            ids.add(rows.get(user).getId());
            starts[user + 1] = Math.addExact(starts[user], rows.get(user).getItems().length);
        }
        return new Collected(starts).fill(rows.iterator(), ids.build(), items);
    }

    /** The arrays of a data set that is being collected. */
    private static final class Collected {
        private final int[] starts;
        private final int[] columns;
        private final double[] values;
        private final long[] times;
        private final int[] order;

        private Collected(int[] starts) {
            this.starts = starts;
            int size = starts[starts.length - 1];
            columns = new int[size];
            values = new double[size];
            times = new long[size];
            order = new int[size];
        }

        private Dataset fill(Iterator<UserHistory> rows, IdIndex users, IdIndex items) {
            for (int user = 0; rows.hasNext(); user++) {
                put(starts[user], rows.next());
            }
            boolean timed = Arrays.stream(times).anyMatch(time -> time != Interaction.NO_TIME);
            return new Dataset(
                    users,
                    items,
                    SparseRows.of(items.size(), starts, columns, values),
                    order,
                    timed ? times : null,
                    Attributes.NONE,
                    Attributes.NONE);
        }

        private void put(int start, UserHistory row) {
            long[] keys = new long[row.getItems().length];
            for (int n = 0; n < keys.length; n++) {
                keys[n] = (long) row.getItems()[n] << 32 | n;
            }
            Arrays.sort(keys);
            for (int n = 0; n < keys.length; n++) {
                int event = (int) keys[n];
                columns[start + n] = row.getItems()[event];
                values[start + n] = row.getValues()[event];
                times[start + n] = row.getTimes()[event];
                order[start + event] = start + n;
            }
        }
    }
}
