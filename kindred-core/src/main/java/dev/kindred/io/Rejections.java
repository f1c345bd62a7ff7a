package dev.kindred.io;

import dev.kindred.io.ReadReport.RejectedLine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what becomes of the lines of a file while it is read. */
final class Rejections {
    private final String source;
    private final ReadOptions options;
    private final Map<String, Long> reasons = new HashMap<>();
    private final Map<String, RejectedLine> firsts = new HashMap<>();
    private final List<RejectedLine> examples = new ArrayList<>();
    private long accepted;
    private long rejected;
    private long usersWithoutItems;

    Rejections(String source, ReadOptions options) {
        this.source = source;
        this.options = options;
    }

    void accept() {
        accepted++;
    }

    void acceptUserWithoutItems() {
        accepted++;
        usersWithoutItems++;
    }

    /**
     * Notes a bad line.
     *
     * @throws DataException if reading is strict
     */
    void reject(long number, BadLine bad) {
        var line = new RejectedLine(number, bad.reason(), bad.excerpt());
        if (options.strict()) {
            throw new DataException(source + " " + line);
        }
        options.onRejected().accept(line);
        rejected++;
        reasons.merge(bad.reason(), 1L, Long::sum);
        firsts.putIfAbsent(bad.reason(), line);
        if (examples.size() < ReadReport.EXAMPLES) {
            examples.add(line);
        }
    }

    /**
     * The report.
     *
     * @throws DataException if no line was accepted
     */
    ReadReport report(InputFormat format, Map<String, String> columns) {
        Map<String, Long> byFrequency = byFrequency();
        if (accepted == 0) {
            throw new DataException(nothingGood(byFrequency));
        }
        return new ReadReport(
                source,
                format,
                columns,
                accepted + rejected,
                accepted,
                rejected,
                usersWithoutItems,
                byFrequency,
                examples);
    }

    private Map<String, Long> byFrequency() {
        var sorted = new LinkedHashMap<String, Long>();
        reasons.entrySet().stream()
                .sorted(
                        Comparator.comparing(
                                        (Map.Entry<String, Long> entry) -> entry.getValue(),
                                        Collections.reverseOrder())
                                .thenComparing(Map.Entry::getKey))
                .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    private String nothingGood(Map<String, Long> byFrequency) {
        if (rejected == 0) {
            return source + " holds no data, only a header or blank lines";
        }
        String reason = byFrequency.keySet().iterator().next();
        String column = ColumnRole.TIME.label();
        return "%s: none of %d lines can be used, %d of them because %s, such as %s. Maybe %s"
                .formatted(
                        source,
                        rejected,
                        byFrequency.get(reason),
                        reason,
                        firsts.get(reason),
                        reason.startsWith("the " + column)
                                ? "--columns %s=- leaves it out".formatted(column)
                                : "--input-format or --columns says how to read it");
    }
}
