package dev.kindred.io;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Splits lines into fields without making texts of them. A field in double quotes may hold
 * delimiters, doubled quotes and line ends; blanks around a field do not belong to it unless they
 * are quoted.
 */
final class Records {
    /** A quoted field that does not end within so many lines has lost its quote. */
    private static final int MOST_LINES = 300;

    private static final int MOST_COUNTED = 20;

    private final LineReader lines;
    private final Delimiter delimiter;
    private final boolean latin1;
    private final int expected;
    private final Quoted quoted = new Quoted();
    private final CsvReader.CsvReaderBuilder csv = CsvReader.builder();

    private byte[] bytes = {};
    private int[] starts = new int[16];
    private int[] ends = new int[16];
    private int count;
    private boolean extended; // beyond the line on which the record starts

    /**
     * Records of the lines that are still to be read.
     *
     * @param latin1 whether text that is not UTF-8 is ISO-8859-1
     * @param expected the number of fields, or 0 if it may vary
     */
    Records(LineReader lines, Delimiter delimiter, boolean latin1, int expected) {
        this.lines = lines;
        this.delimiter = delimiter;
        this.latin1 = latin1;
        this.expected = expected;
        csv.fieldSeparator((char) delimiter.first()).trimWhitespacesAroundQuotes(true);
    }

    /** Goes to the next line that is not blank; false after the last one. */
    boolean next() {
        while (lines.next()) {
            if (!isBlank(lines.bytes(), lines.start(), lines.end())) {
                return true;
            }
        }
        return false;
    }

    static boolean isBlank(byte[] bytes, int start, int end) {
        for (int k = start; k < end; k++) {
            if (bytes[k] != ' ' && bytes[k] != '\t') {
                return false;
            }
        }
        return true;
    }

    /** Splits the current line, and those on which its quoted fields go on. */
    void split() throws BadLine {
        if (lines.tooLong()) {
            throw new BadLine("the line is too long", lines.bytes(), lines.start(), lines.end());
        }
        if (!splitPlain(delimiter.quotes())) {
            splitQuoted();
        }
        while (expected > 0 && count > expected && starts[count - 1] == ends[count - 1]) {
            count--; // delimiters at the end of the line
        }
        if (expected > 0 && count != expected) {
            throw new BadLine(
                    "%d fields expected, %s found".formatted(expected, found(count)), line());
        }
    }

    /** Reasons are counted, so there must be few of them. */
    private static String found(int count) {
        return count > MOST_COUNTED ? "more than " + MOST_COUNTED : Integer.toString(count);
    }

    private boolean splitPlain(boolean quotes) {
        bytes = lines.bytes();
        count = 0;
        byte separator = delimiter.first();
        boolean two = delimiter.width() == 2;
        int end = lines.end();
        int start = lines.start();
        for (int k = start; k < end; k++) {
            byte c = bytes[k];
            if (c == separator && (!two || k + 1 < end && bytes[k + 1] == separator)) {
                add(start, k);
                k += two ? 1 : 0;
                start = k + 1;
            } else if (c == '"' && quotes && isBlank(bytes, start, k)) {
                return false;
            }
        }
        add(start, end);
        return true;
    }

    private void add(int from, int to) {
        int start = from;
        int end = to;
        while (start < end && (bytes[start] == ' ' || bytes[start] == '\t')) {
            start++;
        }
        while (end > start && (bytes[end - 1] == ' ' || bytes[end - 1] == '\t')) {
            end--;
        }
        if (start < end || delimiter != Delimiter.SPACE) {
            addExact(start, end);
        }
    }

    private void addExact(int start, int end) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
        }
        starts[count] = start;
        ends[count] = end;
        count++;
    }

    private void splitQuoted() throws BadLine {
        boolean closed = extendToClosingQuote();
        boolean fits = closed && parse() && (!extended || count >= expected);
        if (fits) {
            return;
        }
        lines.shrink();
        if (delimiter == Delimiter.TAB) {
            splitPlain(false); // there quotes are often mere characters: 5", "Weird Al" Yankovic
            return;
        }
        throw new BadLine(
                closed && !extended
                        ? "there is text behind a closing quote"
                        : "a quoted field has no closing quote",
                line());
    }

    /** Takes more lines while a quote is open; false if it stays open. */
    private boolean extendToClosingQuote() {
        boolean inside = false;
        boolean fieldStart = true;
        extended = false;
        int seen = 0; // bytes of the record so far
        for (int more = 0; ; more++) {
            byte[] now = lines.bytes();
            for (int k = lines.start() + seen; k < lines.end(); k++) {
                byte c = now[k];
                if (c == '"' && (inside || fieldStart)) {
                    inside = !inside; // a doubled quote closes and opens again
                    fieldStart = true;
                } else if (!inside && c == '\r') {
                    return false; // FastCSV would end the record here
                } else if (!inside) {
                    boolean blank = fieldStart && (c == ' ' || c == '\t');
                    fieldStart = c == delimiter.first() || blank;
                }
            }
            seen = lines.end() - lines.start();
            if (!inside || delimiter == Delimiter.TAB || more == MOST_LINES || !lines.extend()) {
                return !inside;
            }
            extended = true;
        }
    }

    /** Splits the current lines by FastCSV; false if they are not well-formed. */
    private boolean parse() throws BadLine {
        count = 0;
        quoted.length = 0;
        String text = Text.of(lines.bytes(), lines.start(), lines.end(), latin1);
        try {
            csv.ofSingleCsvRecord(quoted, text);
        } catch (CsvParseException e) {
            return false;
        }
        bytes = quoted.utf8;
        return true;
    }

    /** Takes fields from FastCSV. */
    private final class Quoted extends AbstractBaseCsvCallbackHandler<Boolean> {
        private byte[] utf8 = new byte[256];
        private int length;

        @Override
        protected void handleField(int field, char[] text, int offset, int size, boolean inQuotes) {
            byte[] encoded = new String(text, offset, size).getBytes(StandardCharsets.UTF_8);
            if (length + encoded.length > utf8.length) {
                utf8 = Arrays.copyOf(utf8, 2 * (length + encoded.length));
            }
            System.arraycopy(encoded, 0, utf8, length, encoded.length);
            bytes = utf8;
            if (inQuotes) {
                addExact(length, length + encoded.length);
            } else {
                add(length, length + encoded.length);
            }
            length += encoded.length;
        }

        @Override
        protected Boolean buildRecord() {
            return true;
        }
    }

    /** Number of the line on which the record starts, from 1. */
    long number() {
        return lines.number();
    }

    /** The start of the line, for messages. */
    String line() {
        return BadLine.excerpt(lines.bytes(), lines.start(), lines.end());
    }

    int count() {
        return count;
    }

    boolean isEmpty(int field) {
        return starts[field] == ends[field];
    }

    boolean is(int field, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        return Arrays.equals(bytes, starts[field], ends[field], wanted, 0, wanted.length);
    }

    String text(int field) throws BadLine {
        return Text.of(bytes, starts[field], ends[field], latin1);
    }

    /** An id; {@code what} names it in the reason if it is none. */
    String id(int field, String what) throws BadLine {
        if (isEmpty(field)) {
            throw new BadLine("the %s is empty".formatted(what), line());
        }
        return Text.id(bytes, starts[field], ends[field], latin1, what);
    }

    double value(int field) throws BadLine {
        return Numbers.value(bytes, starts[field], ends[field]);
    }

    long time(int field) throws BadLine {
        return Times.parse(bytes, starts[field], ends[field]);
    }
}
