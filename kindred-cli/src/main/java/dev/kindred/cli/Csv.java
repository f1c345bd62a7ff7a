package dev.kindred.cli;

import java.io.IOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/** Writes CSV as RFC 4180 has it, with a line feed at the end of lines. */
final class Csv {
    private Csv() {}

    /** Writes a line; null is an empty field, numbers have full precision. */
    static void line(Writer out, @Nullable Object... cells) throws IOException {
        for (int k = 0; k < cells.length; k++) {
            if (k > 0) {
                out.write(',');
            }
            out.write(field(cells[k]));
        }
        out.write('\n');
    }

    private static String field(@Nullable Object cell) {
        if (cell == null || cell instanceof Double number && number.isNaN()) {
            return "";
        }
        String text = cell.toString();
        boolean plain = !text.isEmpty() && text.chars().noneMatch(Csv::needsQuotes);
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private static boolean needsQuotes(int c) {
        return c == ',' || c == '"' || c == '\n' || c == '\r' || c == '\t' || c == ' ';
    }
}
