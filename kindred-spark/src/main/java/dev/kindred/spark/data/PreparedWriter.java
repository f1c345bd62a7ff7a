package dev.kindred.spark.data;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;

import dev.kindred.data.IdIndex;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Writes prepared data; see {@link PreparedData} for the folder. */
final class PreparedWriter {
    private static final StructType ITEMS =
            new StructType().add("row", DataTypes.IntegerType).add("id", DataTypes.StringType);

    private final SparkSession spark;
    private final PrepareSettings settings;
    private final String folder;

    PreparedWriter(SparkSession spark, PrepareSettings settings, String folder) {
        this.spark = spark;
        this.settings = settings;
        this.folder = folder;
    }

    /**
     * Writes events.
     *
     * @param events user, item, value, time, arrival and part
     */
    void write(Dataset<Row> events, RejectedRows rejected) {
        Dataset<Row> train = events.filter(col("part").equalTo(EventSplit.TRAIN));
        Dataset<Row> items = items(train);
        items.coalesce(1).write().parquet(folder + "/" + PreparedData.ITEMS);
        Dataset<Row> histories = spread(Preparation.histories(train, items));
        numbered(histories).write().parquet(folder + "/" + PreparedData.HISTORIES);
        if (settings.split() != null) {
            writeTest(events, items);
        }
        PreparedData.describe(spark, folder, settings, rejected);
    }

    /** In the order of the ids, in as many files as tasks are wanted: later jobs read them so. */
    private Dataset<Row> spread(Dataset<Row> histories) {
        int files =
                Math.max(
                        spark.sparkContext().defaultParallelism(),
                        Integer.parseInt(spark.conf().get("spark.sql.shuffle.partitions")));
        return histories.repartitionByRange(files, col("id")).sortWithinPartitions("id");
    }

    private Dataset<Row> items(Dataset<Row> train) {
        List<String> ids =
                train.select("item")
                        .distinct()
                        .orderBy("item")
                        .as(Encoders.STRING())
                        .collectAsList();
        var rows = new ArrayList<Row>(ids.size());
        for (int row = 0; row < ids.size(); row++) {
            rows.add(RowFactory.create(row, ids.get(row)));
        }
        return spark.createDataset(rows, Encoders.row(ITEMS));
    }

    private Dataset<UserHistory> numbered(Dataset<Row> histories) {
        JavaRDD<UserHistory> rows =
                histories
                        .withColumn("user", org.apache.spark.sql.functions.lit(IdIndex.ABSENT))
                        .as(Encoders.bean(UserHistory.class))
                        .javaRDD()
                        .zipWithIndex()
                        .map(
                                pair -> {
                                    pair._1.setUser(Math.toIntExact(pair._2));
                                    return pair._1;
                                });
        return spark.createDataset(rows.rdd(), Encoders.bean(UserHistory.class));
    }

    private void writeTest(Dataset<Row> events, Dataset<Row> items) {
        events.filter(col("part").equalTo(EventSplit.TEST))
                .groupBy(col("user").as("id"))
                .agg(collect_list("item").as("targets"))
                .orderBy("id")
                .write()
                .parquet(folder + "/" + PreparedData.TARGETS);
        Dataset<Row> known = events.filter(col("part").equalTo(EventSplit.KNOWN));
        Preparation.histories(known, items)
                .orderBy("id")
                .withColumn("user", org.apache.spark.sql.functions.lit(IdIndex.ABSENT))
                .as(Encoders.bean(UserHistory.class))
                .write()
                .parquet(folder + "/" + PreparedData.HELD_OUT);
    }
}
