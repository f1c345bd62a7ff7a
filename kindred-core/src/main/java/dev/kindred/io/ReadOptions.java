package dev.kindred.io;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How to read a file.
 *
 * @param format the layout; null to guess it (default)
 * @param columns which column holds what: user, item, value, time or type, each with the header
 *     name, or "#1" for the first column of a file without header; empty to guess (default)
 * @param strict whether the first bad line is an error (default false: it is reported)
 * @param onRejected is told of every rejected line, as it comes (default: nobody)
 */
public record ReadOptions(
        @Nullable InputFormat format,
        Map<String, String> columns,
        boolean strict,
        Consumer<ReadReport.RejectedLine> onRejected) {
    public ReadOptions {
        var checked = new LinkedHashMap<String, String>();
        columns.forEach((role, name) -> checked.put(ColumnRole.parse(role).label(), name.trim()));
        columns = Collections.unmodifiableMap(checked);
    }

    public ReadOptions(@Nullable InputFormat format, Map<String, String> columns, boolean strict) {
        this(format, columns, strict, line -> {});
    }

    /** Everything is guessed, bad lines are reported. */
    public static ReadOptions defaults() {
        return new ReadOptions(null, Map.of(), false);
    }

    public ReadOptions withFormat(@Nullable InputFormat value) {
        return new ReadOptions(value, columns, strict, onRejected);
    }

    public ReadOptions withColumns(Map<String, String> value) {
        return new ReadOptions(format, value, strict, onRejected);
    }

    public ReadOptions withStrict(boolean value) {
        return new ReadOptions(format, columns, value, onRejected);
    }

    public ReadOptions withOnRejected(Consumer<ReadReport.RejectedLine> value) {
        return new ReadOptions(format, columns, strict, value);
    }

    /**
     * Columns as the command line writes them: {@code user=uid,item=mid,value=stars,time=ts} by
     * header name, or {@code user,item,value,time} by position, with "-" for a column to leave out.
     *
     * @throws IllegalArgumentException if a word is no role, a role is given twice or both forms
     *     are mixed
     */
    public static Map<String, String> parseColumns(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(
                    "columns must be such as user=uid,item=mid or user,item,value, but are empty");
        }
        var columns = new LinkedHashMap<String, String>();
        String[] parts = text.split(",", -1);
        boolean named = text.contains("=");
        for (int k = 0; k < parts.length; k++) {
            String part = parts[k].trim();
            int equals = part.indexOf('=');
            if (named != (equals >= 0)) {
                throw new IllegalArgumentException(
                        "columns \"%s\" must be all of the form role=name, or all roles by position"
                                .formatted(text));
            }
            if (named || !(part.equals("-") || part.isEmpty())) {
                String role = ColumnRole.parse(named ? part.substring(0, equals) : part).label();
                String name = named ? part.substring(equals + 1).trim() : "#" + (k + 1);
                if (columns.putIfAbsent(role, name) != null || name.isEmpty()) {
                    throw new IllegalArgumentException(
                            "columns \"%s\" must name one column for \"%s\"".formatted(text, role));
                }
            }
        }
        return columns;
    }
}
