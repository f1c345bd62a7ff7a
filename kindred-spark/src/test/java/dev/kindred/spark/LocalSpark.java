package dev.kindred.spark;

import org.apache.spark.sql.SparkSession;

/** The one Spark of all tests: two threads of this process. */
public final class LocalSpark {
    private static final SparkSession SESSION =
            SparkSession.builder()
                    .master("local[2]")
                    .appName("test")
                    .config("spark.ui.enabled", false)
                    .config("spark.sql.shuffle.partitions", 2)
                    .config("spark.default.parallelism", 2)
                    .config("spark.driver.bindAddress", "127.0.0.1")
                    .config("spark.driver.host", "127.0.0.1")
                    .config("spark.sql.adaptive.enabled", false)
                    .config("spark.sql.codegen.wholeStage", false) // compiling takes longer here
                    .getOrCreate();

    private LocalSpark() {}

    public static SparkSession session() {
        return SESSION;
    }
}
