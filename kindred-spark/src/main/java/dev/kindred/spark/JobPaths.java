package dev.kindred.spark;

import dev.kindred.io.DataException;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkConf;
import scala.Tuple2;

/**
 * Looks at the paths of a job before there is a Spark: a mistake is told at once, and no machine is
 * asked for.
 */
final class JobPaths {
    private static final String HADOOP = "spark.hadoop.";

    private JobPaths() {}

    /**
     * Checks what a job reads.
     *
     * @param inputs files, folders or patterns, or addresses of databases, which are not looked at
     * @throws DataException if one names nothing
     */
    static void mustExist(List<String> inputs) throws IOException {
        for (String input : inputs) {
            if (!isDatabase(input) && matches(input).length == 0) {
                throw missing(input);
            }
        }
    }

    static DataException missing(String path) {
        return new DataException(path + ": there is no such file or folder");
    }

    /** Fails where something is already: hours of work must not be lost by a mistake. */
    static void mustBeNew(String output) throws IOException {
        var path = new Path(output);
        if (files(path).exists(path)) {
            throw new UsageException(
                    "--output %s is there already. Maybe remove it, or write elsewhere."
                            .formatted(output));
        }
    }

    /** Fails where a job would write into a folder that it, or the next one, reads. */
    static void mustBeOutside(String output, List<String> inputs) throws IOException {
        String target = qualified(new Path(output));
        for (String input : inputs) {
            if (isDatabase(input)) {
                continue;
            }
            for (FileStatus read : matches(input)) {
                String source = read.getPath().toString();
                if (target.equals(source) || target.startsWith(source + "/")) {
                    throw new UsageException(
                            "--output %s is inside %s, which the job reads. Maybe write beside it."
                                    .formatted(output, input));
                }
            }
        }
    }

    private static boolean isDatabase(String input) {
        return input.startsWith("jdbc:");
    }

    private static FileStatus[] matches(String input) throws IOException {
        var path = new Path(input);
        FileStatus[] found = files(path).globStatus(path);
        return found == null ? new FileStatus[0] : found;
    }

    private static String qualified(Path path) throws IOException {
        return files(path).makeQualified(path).toString();
    }

    private static FileSystem files(Path path) throws IOException {
        return path.getFileSystem(configuration());
    }

    /** As a session would have it. */
    private static Configuration configuration() {
        var configuration = new Configuration();
        for (Tuple2<String, String> one : new SparkConf().getAll()) {
            if (one._1.startsWith(HADOOP)) {
                configuration.set(one._1.substring(HADOOP.length()), one._2);
            }
        }
        return configuration;
    }
}
