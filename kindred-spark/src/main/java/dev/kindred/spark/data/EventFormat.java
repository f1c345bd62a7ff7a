package dev.kindred.spark.data;

import dev.kindred.internal.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;

/** How events are laid out. */
public enum EventFormat {
    CSV,
    TSV,
    /** Fields apart by "::". */
    MOVIELENS,
    JSON_LINES,
    PARQUET,
    /** A table of a database; the path is its address. */
    JDBC;

    /**
     * The format of a word.
     *
     * @throws IllegalArgumentException if there is none; the message lists them
     */
    public static EventFormat parse(String word) {
        var known = Arrays.stream(values()).map(EventFormat::word).toList();
        int at = known.indexOf(word.trim().toLowerCase(Locale.ROOT));
        if (at < 0) {
            throw new IllegalArgumentException(
                    "unknown input format \"%s\"%s; there are %s"
                            .formatted(
                                    word,
                                    Suggestion.didYouMean(word, known),
                                    String.join(", ", known)));
        }
        return values()[at];
    }

    /** The word for it on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String separator() {
        return switch (this) {
            case TSV -> "\t";
            case MOVIELENS -> "::";
            case CSV, JSON_LINES, PARQUET, JDBC -> ",";
        };
    }

    /** The format of some paths, by their names or else by the first line. */
    static EventFormat guess(SparkSession spark, List<String> paths) {
        String path = paths.get(0).toLowerCase(Locale.ROOT);
        if (path.startsWith("jdbc:")) {
            return JDBC;
        }
        if (path.contains(".parquet") || path.endsWith(".pq")) {
            return PARQUET;
        }
        List<String> first = spark.read().textFile(paths.toArray(String[]::new)).takeAsList(1);
        String line = first.isEmpty() ? "" : first.get(0);
        if (line.startsWith("PAR1")) {
            return PARQUET;
        }
        if (line.stripLeading().startsWith("{")) {
            return JSON_LINES;
        }
        if (line.contains("::")) {
            return MOVIELENS;
        }
        return line.contains("\t") ? TSV : CSV;
    }
}
