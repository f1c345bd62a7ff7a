package dev.kindred.spark;

import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Folders that jobs write. */
final class OutputFolder {
    private OutputFolder() {}

    /** Fails where something is already: hours of work must not be lost by a mistake. */
    static void mustBeNew(SparkSession spark, String folder) throws IOException {
        var path = new Path(folder);
        FileSystem files = path.getFileSystem(spark.sparkContext().hadoopConfiguration());
        if (files.exists(path)) {
            throw new UsageException(
                    "--output %s is there already. Maybe remove it, or write elsewhere."
                            .formatted(folder));
        }
    }
}
