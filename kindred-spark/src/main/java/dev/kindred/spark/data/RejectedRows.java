package dev.kindred.spark.data;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.min;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What became of the rows of the input.
 *
 * @param rows all of them
 * @param unwanted good ones outside the time window or of weight 0
 * @param reasons rule -> how many rows break it, the most frequent first
 * @param examples rule -> a value that breaks it
 */
public record RejectedRows(
        long rows, long unwanted, Map<String, Long> reasons, Map<String, String> examples) {

    static RejectedRows of(Dataset<EventRow> parsed) {
        long rows = 0;
        long unwanted = 0;
        var reasons = new LinkedHashMap<String, Long>();
        var examples = new LinkedHashMap<String, String>();
        for (Row row :
                parsed.groupBy("reason")
                        .agg(count("*").as("rows"), min("excerpt").as("example"))
                        .orderBy(col("rows").desc(), col("reason"))
                        .collectAsList()) {
            rows += row.getLong(1);
            if (!row.isNullAt(0)) {
                String reason = row.getString(0);
                if (reason.equals(EventParser.UNWANTED)) {
                    unwanted = row.getLong(1);
                } else {
                    reasons.put(reason, row.getLong(1));
                    examples.put(reason, row.isNullAt(2) ? "" : row.getString(2));
                }
            }
        }
        return new RejectedRows(rows, unwanted, reasons, examples);
    }

    /** How many rows were rejected. */
    public long rejected() {
        return reasons.values().stream().mapToLong(Long::longValue).sum();
    }
}
