package dev.kindred.io;

import dev.kindred.internal.Suggestion;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Reads a table with a header, row by row: fields between comma, semicolon, tab or pipe, whichever
 * the header has most of. Packed and encoded as in {@link InteractionFiles}. A bad row is an error:
 * statistics of what is left would be wrong without a word. Not thread-safe.
 */
public final class TableFile implements Closeable {
    private static final List<Delimiter> DELIMITERS =
            List.of(Delimiter.COMMA, Delimiter.TAB, Delimiter.SEMICOLON, Delimiter.PIPE);

    private final Source source;
    private final Records records;
    private final List<String> columns;

    private TableFile(Source source, Records records, List<String> columns) {
        this.source = source;
        this.records = records;
        this.columns = columns;
    }

    /**
     * Opens a file.
     *
     * @param source a path, or {@code archive.zip!member}
     * @throws DataException if it cannot be read, is empty, or its header names a column twice
     */
    public static TableFile open(String source) {
        Source opened = Source.open(source, List.of());
        try {
            var lines = new LineReader(opened);
            List<String> sample = lines.sample();
            if (sample.isEmpty()) {
                throw new DataException(source + " is empty");
            }
            Delimiter delimiter = delimiter(sample.get(0));
            List<String> columns = delimiter.split(sample.get(0));
            checkHeader(opened.name(), columns);
            var records = new Records(lines, delimiter, false, columns.size());
            records.next(); // the header
            return new TableFile(opened, records, List.copyOf(columns));
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static Delimiter delimiter(String header) {
        Delimiter best = Delimiter.COMMA;
        for (Delimiter delimiter : DELIMITERS) {
            if (delimiter.split(header).size() > best.split(header).size()) {
                best = delimiter;
            }
        }
        return best;
    }

    private static void checkHeader(String source, List<String> columns) {
        var named = new ArrayList<>(columns);
        named.removeIf(String::isEmpty); // a column of row numbers
        if (new LinkedHashSet<>(named).size() < named.size()) {
            throw new DataException(
                    "%s names a column twice: %s"
                            .formatted(source, BadLine.excerpt(String.join(", ", columns))));
        }
        if (columns.stream().allMatch(Numbers::isNumber)) {
            throw new DataException(
                    "%s has no header: %s. A first line that names the columns is expected"
                            .formatted(source, BadLine.excerpt(String.join(", ", columns))));
        }
    }

    /** The name of the file, for messages. */
    public String name() {
        return source.name();
    }

    /** The names of the columns, in order. */
    public List<String> columns() {
        return columns;
    }

    /**
     * The place of a column.
     *
     * @throws DataException if there is none of this name
     */
    public int column(String name) {
        int at = columns.indexOf(name);
        if (at < 0) {
            throw new DataException(
                    "%s has no column \"%s\"%s; its columns are %s"
                            .formatted(
                                    name(),
                                    name,
                                    Suggestion.didYouMean(name, columns),
                                    BadLine.excerpt(String.join(", ", columns))));
        }
        return at;
    }

    /**
     * Goes to the next row; false after the last.
     *
     * @throws DataException if it has another number of fields or its quotes are wrong
     */
    public boolean next() {
        if (!records.next()) {
            return false;
        }
        try {
            records.split();
            return true;
        } catch (BadLine bad) {
            throw bad(bad);
        }
    }

    /** The number of the current line, from 1. */
    public long line() {
        return records.number();
    }

    /** True if a field is empty. */
    public boolean isEmpty(int column) {
        return records.isEmpty(column);
    }

    /** The text of a field. */
    public String text(int column) {
        try {
            return records.text(column);
        } catch (BadLine bad) {
            throw bad(bad);
        }
    }

    /** The text of a field that must not be empty. */
    public String id(int column) {
        try {
            return records.id(column, columns.get(column));
        } catch (BadLine bad) {
            throw bad(bad);
        }
    }

    /** The finite number of a field. */
    public double number(int column) {
        String text = text(column);
        try {
            double number = Double.parseDouble(text);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw error(
                "%s must be a number, but is \"%s\""
                        .formatted(columns.get(column), BadLine.excerpt(text)));
    }

    /** What is wrong with the current row. */
    public DataException error(String what) {
        return new DataException("%s line %d: %s".formatted(name(), line(), what));
    }

    private DataException bad(BadLine bad) {
        return error("%s: \"%s\"".formatted(bad.reason(), bad.excerpt()));
    }

    @Override
    public void close() {
        source.close();
    }
}
