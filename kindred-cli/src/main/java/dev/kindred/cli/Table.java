package dev.kindred.cli;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A table in plain text: a header, rows, columns padded to their widest cell. */
final class Table {
    private static final String GAP = "  ";
    private static final String NOTE = "     ";

    private final List<String> header;
    private final List<Boolean> numeric = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();
    private final Map<Integer, String> notes = new HashMap<>(); // by the row that they are below

    Table(String... header) {
        this(List.of(header));
    }

    Table(List<String> header) {
        this.header = List.copyOf(header);
        header.forEach(name -> numeric.add(true));
    }

    /** Adds a row; numbers are aligned to the right. */
    Table row(Object... cells) {
        return row(List.of(cells));
    }

    Table row(List<?> cells) {
        var texts = new ArrayList<String>(cells.size());
        for (int k = 0; k < cells.size(); k++) {
            Object cell = cells.get(k);
            texts.add(oneLine(String.valueOf(cell)));
            numeric.set(k, numeric.get(k) && (cell instanceof Number || isNumber(texts.get(k))));
        }
        rows.add(texts);
        return this;
    }

    /** Adds a line below the last row, outside the columns. */
    Table note(String text) {
        notes.put(rows.size() - 1, oneLine(text));
        return this;
    }

    private static boolean isNumber(String text) {
        return text.matches("-?[0-9.]+( ?%)?|-?");
    }

    /** Control characters would break the table, or the terminal. */
    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    /** Writes the table; the last column is cut where the terminal ends. */
    void write(Writer out, int columns) throws IOException {
        int[] widths = widths();
        if (!header.stream().allMatch(String::isEmpty)) {
            writeRow(out, header, widths, columns);
        }
        for (int row = 0; row < rows.size(); row++) {
            writeRow(out, rows.get(row), widths, columns);
            String note = notes.get(row);
            if (note != null) {
                writeWrapped(out, note, columns);
            }
        }
    }

    private int[] widths() {
        int[] widths = new int[header.size()];
        for (int k = 0; k < widths.length; k++) {
            widths[k] = length(header.get(k));
            for (List<String> row : rows) {
                widths[k] = Math.max(widths[k], length(row.get(k)));
            }
        }
        return widths;
    }

    private void writeRow(Writer out, List<String> cells, int[] widths, int columns)
            throws IOException {
        var line = new StringBuilder();
        for (int k = 0; k < widths.length; k++) {
            String cell = cells.get(k);
            String padding = " ".repeat(widths[k] - length(cell));
            line.append(k == 0 ? "" : GAP);
            line.append(numeric.get(k) ? padding + cell : cell + padding);
        }
        writeLine(out, line.toString().stripTrailing(), columns);
    }

    /** Notes are texts: they go on in the next line. */
    private static void writeWrapped(Writer out, String text, int columns) throws IOException {
        var line = new StringBuilder(NOTE);
        for (String word : text.split(" ")) {
            if (line.length() > NOTE.length() && line.length() + word.length() > columns) {
                writeLine(out, line.toString().stripTrailing(), columns);
                line = new StringBuilder(NOTE);
            }
            line.append(word).append(' ');
        }
        writeLine(out, line.toString().stripTrailing(), columns);
    }

    private static void writeLine(Writer out, String text, int columns) throws IOException {
        out.write(length(text) <= columns ? text : cut(text, columns - 3) + "...");
        out.write('\n');
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String cut(String text, int length) {
        return text.substring(0, text.offsetByCodePoints(0, Math.max(0, length)));
    }
}
