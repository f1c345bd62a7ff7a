package dev.kindred.io;

import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of a stream one by one, for whoever stores them as they come: fields between
 * delimiters, or lines of JSON. Layouts and columns are guessed as in {@link InteractionFiles}.
 * Holds one line of at most 1 MB at a time. Not thread-safe; does not close the stream.
 *
 * <p>Cost: time O(bytes), about two million lines in a second.
 */
public final class LineRecords {
    private final LineReader lines;
    private final @Nullable Records records;
    private final @Nullable Columns columns;
    private final List<String> names;
    private final Map<String, String> roles;
    private boolean header;
    private @Nullable BadLine bad;

    private LineRecords(
            LineReader lines,
            @Nullable Records records,
            @Nullable Columns columns,
            List<String> names,
            Map<String, String> roles) {
        this.lines = lines;
        this.records = records;
        this.columns = columns;
        this.names = names;
        this.roles = roles;
        this.header = records != null && !names.isEmpty();
    }

    /**
     * Interactions in fields between delimiters, with or without a header.
     *
     * @param name of the source, for messages
     * @throws DataException if there is no text, or user or item cannot be found
     */
    public static LineRecords ofInteractions(String name, InputStream in, ReadOptions options) {
        var lines = new LineReader(Source.of(name, in));
        List<String> sample = lines.sample();
        Delimiter delimiter = delimiter(name, sample, options);
        Columns columns = Columns.of(name, sample.stream().map(delimiter::split).toList(), options);
        List<String> names = columns.header() ? columns.names() : List.of();
        return new LineRecords(
                lines,
                new Records(lines, delimiter, false, columns.count()),
                columns,
                names,
                columns.described());
    }

    /**
     * Records under a header.
     *
     * @throws DataException if there is no text
     */
    public static LineRecords ofTable(String name, InputStream in) {
        var lines = new LineReader(Source.of(name, in));
        List<String> sample = lines.sample();
        Delimiter delimiter = delimiter(name, sample, ReadOptions.defaults());
        List<String> names = delimiter.split(sample.get(0));
        var records = new Records(lines, delimiter, false, names.size());
        return new LineRecords(lines, records, null, names, Map.of());
    }

    private static Delimiter delimiter(String name, List<String> sample, ReadOptions options) {
        Shape shape =
                Shape.of(
                        name, sample, InputFormat.CSV, fields -> Columns.isHeader(fields, options));
        boolean tabs = sample.get(0).indexOf('\t') > 0 && sample.get(0).indexOf(',') < 0;
        return tabs ? Delimiter.TAB : Objects.requireNonNull(shape.delimiter());
    }

    /**
     * Lines of JSON, whose keys are given roles by what the first lines hold.
     *
     * @param interactions whether keys for user and item are looked for
     * @throws DataException if there is no text
     */
    public static LineRecords ofJson(
            String name, InputStream in, boolean interactions, ReadOptions options) {
        var lines = new LineReader(Source.of(name, in));
        Map<String, String> roles = Map.of();
        List<String> sample = lines.sample();
        if (sample.isEmpty()) {
            throw new DataException(name + " is empty: it holds blank lines only");
        }
        Map<String, String> first = new JsonLines().firstValues(sample);
        if (interactions && !first.isEmpty()) {
            roles = Columns.ofKeys(name, first, options).described();
        }
        return new LineRecords(lines, null, null, List.of(), roles);
    }

    /** The names of a header; empty if there is none. */
    public List<String> names() {
        return names;
    }

    /**
     * Which column or key holds what: user, item, value, time, type; each with its name, or "#1"
     * for the first column of a source without header.
     */
    public Map<String, String> roles() {
        return roles;
    }

    /** The position of the column of a role, or -1. */
    public int column(String role) {
        return columns == null ? -1 : columns.of(ColumnRole.parse(role));
    }

    /** Goes to the next record; false after the last one. */
    public boolean next() {
        while (lines.next()) {
            if (!Records.isBlank(lines.bytes(), lines.start(), lines.end())) {
                if (!isHeader()) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isHeader() {
        bad = null;
        if (records == null) {
            return false;
        }
        try {
            records.split();
        } catch (BadLine e) {
            bad = e;
            return false;
        }
        boolean found = header && isHeader(records);
        header &= !found;
        return found;
    }

    private boolean isHeader(Records split) {
        for (int k = 0; k < names.size(); k++) {
            if (!split.is(k, names.get(k))) {
                return false;
            }
        }
        return true;
    }

    /** The number of the line on which the record starts, from 1. */
    public long line() {
        return lines.number();
    }

    /** Why the record cannot be split into fields, or null. */
    public @Nullable String fault() {
        return bad == null ? null : bad.reason();
    }

    /** The start of the record's line, without control characters. */
    public String excerpt() {
        return BadLine.excerpt(lines.bytes(), lines.start(), lines.end());
    }

    /** A field, or null if it is no UTF-8. */
    public @Nullable String field(int column) {
        try {
            return Objects.requireNonNull(records).text(column);
        } catch (BadLine e) {
            return null;
        }
    }

    /** The number in a field: NaN if it holds none, or one beyond 1e15. */
    public double number(int column) {
        try {
            return Objects.requireNonNull(records).value(column);
        } catch (BadLine e) {
            return Double.NaN;
        }
    }

    /** Whether a field is empty. */
    public boolean isEmpty(int column) {
        return Objects.requireNonNull(records).isEmpty(column);
    }

    /** The whole line, or null if it is too long or no UTF-8. */
    public @Nullable String text() {
        try {
            return lines.tooLong()
                    ? null
                    : Text.of(lines.bytes(), lines.start(), lines.end(), false);
        } catch (BadLine e) {
            return null;
        }
    }

    /** A number in text: NaN if it is none, or beyond 1e15. */
    public static double number(String text) {
        try {
            return Numbers.value(text);
        } catch (BadLine e) {
            return Double.NaN;
        }
    }

    /**
     * A time in text, in milliseconds since 1970: seconds, milliseconds from 1e11 on, or ISO-8601;
     * null if it is none.
     */
    public static @Nullable Long time(String text) {
        try {
            return Times.parse(text);
        } catch (BadLine e) {
            return null;
        }
    }
}
