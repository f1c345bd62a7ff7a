package dev.kindred.spark.data;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;

import dev.kindred.io.DataException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Makes prepared data of events: the steps of {@link dev.kindred.data.DatasetBuilder}, on many
 * machines. Items and users are numbered in the order of their ids, whatever the order of the
 * input, so the same events give the same rows on any cluster.
 *
 * <p>Events are grouped by user <em>and</em> item first, and counted before they are moved, so a
 * user with millions of events makes no long task.
 */
public final class Preparation {
    private final SparkSession spark;
    private final PrepareSettings settings;

    public Preparation(SparkSession spark, PrepareSettings settings) {
        this.spark = spark;
        this.settings = settings;
    }

    /**
     * Prepares events.
     *
     * @param folder where the result goes; must not be there
     * @return what became of the rows
     * @throws DataException if no event is left
     */
    public RejectedRows run(EventSource source, String folder) {
        var parser = new EventParser(settings.weights(), settings.from(), settings.to());
        Dataset<EventRow> parsed = source.read(spark).map(parser, Encoders.bean(EventRow.class));
        RejectedRows rejected = RejectedRows.of(parsed);
        Dataset<Row> events = keep(withMinimumCounts(deduped(parsed.filter("reason is null"))));
        try {
            if (events.isEmpty()) {
                throw new DataException(nothingLeft(source, rejected));
            }
            new PreparedWriter(spark, settings, folder).write(parts(events), rejected);
        } finally {
            events.unpersist();
        }
        return rejected;
    }

    private static String nothingLeft(EventSource source, RejectedRows rejected) {
        String found =
                "%s: no event is left of %d rows"
                        .formatted(String.join(", ", source.paths()), rejected.rows());
        if (rejected.reasons().isEmpty()) {
            return found + ". Maybe the time window or the minimum counts are too narrow.";
        }
        String reason = rejected.reasons().keySet().iterator().next();
        return "%s, %d of them because %s, such as \"%s\". Maybe --columns or --input-format says how to read it."
                .formatted(
                        found,
                        rejected.reasons().get(reason),
                        reason,
                        rejected.examples().get(reason));
    }

    private static Dataset<Row> keep(Dataset<Row> events) {
        return events.persist(StorageLevel.MEMORY_AND_DISK());
    }

    private Dataset<Row> parts(Dataset<Row> events) {
        return settings.split() == null
                ? events.withColumn("part", lit(EventSplit.TRAIN))
                : EventSplit.mark(events, settings.split(), settings.seed());
    }

    /** One event per user and item: the latest, with the value that the rule gives. */
    private Dataset<Row> deduped(Dataset<EventRow> parsed) {
        Column event = struct(col("time"), col("arrival"), col("value"));
        Column value =
                switch (settings.dedupe()) {
                    case FIRST -> min(event).getField("value");
                    case LAST -> max(event).getField("value");
                    case SUM -> sum("value");
                    case MAX -> max("value");
                };
        Dataset<Row> events =
                parsed.groupBy("user", "item")
                        .agg(max(event).as("last"), value.as("value"))
                        .select(
                                col("user"),
                                col("item"),
                                col("last.time").as("time"),
                                col("last.arrival").as("arrival"),
                                col("value"));
        return Double.isNaN(settings.likesFrom())
                ? events
                : events.filter(col("value").geq(settings.likesFrom()))
                        .withColumn("value", lit(1.0));
    }

    /** Drops rare users and items until all that are left have enough. */
    private Dataset<Row> withMinimumCounts(Dataset<Row> events) {
        if (settings.minPerUser() <= 1 && settings.minPerItem() <= 1) {
            return events;
        }
        Dataset<Row> left = keep(events);
        long size = left.count();
        while (true) {
            Dataset<Row> fewer =
                    keep(
                            frequent(
                                    frequent(left, "user", settings.minPerUser(), left),
                                    "item",
                                    settings.minPerItem(),
                                    left));
            long now = fewer.count();
            left.unpersist();
            left = fewer;
            if (now == size) {
                return left;
            }
            size = now;
        }
    }

    private static Dataset<Row> frequent(
            Dataset<Row> events, String what, int least, Dataset<Row> counted) {
        if (least <= 1) {
            return events;
        }
        Dataset<Row> enough =
                counted.groupBy(what)
                        .agg(count("*").as("n"))
                        .filter(col("n").geq(least))
                        .select(what);
        return events.join(enough, events.col(what).equalTo(enough.col(what)), "left_semi");
    }

    /** Histories in event order; items by row. */
    static Dataset<Row> histories(Dataset<Row> events, Dataset<Row> items) {
        Column event = struct(col("time"), col("arrival"), col("row"), col("value"));
        return events.join(items, events.col("item").equalTo(items.col("id")))
                .groupBy("user")
                .agg(sort_array(collect_list(event)).as("h"))
                .select(
                        col("user").as("id"),
                        col("h.row").as("items"),
                        col("h.value").as("values"),
                        col("h.time").as("times"));
    }
}
