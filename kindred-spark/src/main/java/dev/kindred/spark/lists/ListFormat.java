package dev.kindred.spark.lists;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** How lists are written. */
public enum ListFormat {
    /** A row per user: user, items (an array of item and score). */
    PARQUET,
    /** A line per item: user,rank,item,score, with a header in each file. */
    CSV,
    /** A line per user, as {@code kindred batch --format json} writes it. */
    JSON;

    private static final String ITEMS =
            "transform(arrays_zip(items, scores),"
                    + " x -> struct(x.items as item, nullif(x.scores, double('NaN')) as score))";

    /** Writes lists to a new folder. */
    public void write(SparkSession spark, JavaRDD<ListRow> lists, String folder) {
        Dataset<Row> rows =
                spark.createDataset(lists.rdd(), Encoders.bean(ListRow.class))
                        .selectExpr("user", ITEMS + " as items");
        switch (this) {
            case PARQUET -> rows.write().parquet(folder);
            case JSON -> rows.write().option("ignoreNullFields", false).json(folder);
            case CSV ->
                    rows.selectExpr("user", "posexplode(items) as (at, one)")
                            .selectExpr(
                                    "user",
                                    "at + 1 as rank",
                                    "one.item as item",
                                    "one.score as score")
                            .write()
                            .option("header", true)
                            .csv(folder);
        }
    }
}
