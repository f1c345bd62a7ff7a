package dev.kindred.io;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of the lines of a file.
 *
 * @param source the file, as it was named
 * @param format the layout that was given or guessed
 * @param columns which column was read as what, such as user -> "userId" or "#1"
 * @param lines lines that hold data: without the header and without blank lines
 * @param accepted lines that were read
 * @param rejected lines that were not; {@code accepted + rejected = lines}
 * @param usersWithoutItems accepted lines that name a user and no item
 * @param reasons how many lines were rejected for which reason, the most frequent first
 * @param examples the first {@value #EXAMPLES} rejected lines
 */
public record ReadReport(
        String source,
        InputFormat format,
        Map<String, String> columns,
        long lines,
        long accepted,
        long rejected,
        long usersWithoutItems,
        Map<String, Long> reasons,
        List<RejectedLine> examples) {
    /** How many rejected lines are kept. */
    public static final int EXAMPLES = 100;

    /**
     * A line that was not read.
     *
     * @param line number of the line, from 1
     * @param reason the rule that it breaks
     * @param excerpt the offending value or the start of the line
     */
    public record RejectedLine(long line, String reason, String excerpt) {
        @Override
        public String toString() {
            return "line %d: %s: \"%s\"".formatted(line, reason, excerpt);
        }
    }

    public ReadReport {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        reasons = Collections.unmodifiableMap(new LinkedHashMap<>(reasons));
        examples = List.copyOf(examples);
    }
}
