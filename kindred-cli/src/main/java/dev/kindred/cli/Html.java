package dev.kindred.cli;

import java.util.List;

/** A piece of HTML in the making; whatever comes from outside is text, never markup. */
final class Html {
    private final StringBuilder text = new StringBuilder();

    /** Text as HTML shows it; control characters become a box. */
    static String escaped(String text) {
        var escaped = new StringBuilder(text.length() + 16);
        text.codePoints()
                .forEach(
                        c -> {
                            switch (c) {
                                case '&' -> escaped.append("&amp;");
                                case '<' -> escaped.append("&lt;");
                                case '>' -> escaped.append("&gt;");
                                case '"' -> escaped.append("&quot;");
                                case '\'' -> escaped.append("&#39;");
                                default -> escaped.appendCodePoint(isShown(c) ? c : 0xFFFD);
                            }
                        });
        return escaped.toString();
    }

    /**
     * Neither control characters nor signs that turn the direction of text, nor halves of signs.
     */
    private static boolean isShown(int c) {
        return c == '\n'
                || c == '\t'
                || !Character.isISOControl(c)
                        && Character.getType(c) != Character.FORMAT
                        && Character.getType(c) != Character.SURROGATE;
    }

    /** Adds markup as it is. */
    Html raw(String markup) {
        text.append(markup);
        return this;
    }

    Html text(String words) {
        text.append(escaped(words));
        return this;
    }

    /** An element with text in it. */
    Html element(String name, String words) {
        return raw("<" + name + ">").text(words).raw("</" + name + ">\n");
    }

    /** A row of cells; the first one names the row. */
    Html row(List<String> cells) {
        raw("<tr>");
        for (int k = 0; k < cells.size(); k++) {
            raw(k == 0 ? "<th scope=\"row\">" : "<td>")
                    .text(cells.get(k))
                    .raw(k == 0 ? "</th>" : "</td>");
        }
        return raw("</tr>\n");
    }

    /** Begins a table. */
    Html table(String caption, List<String> columns) {
        raw("<div class=\"scroll\"><table><caption>").text(caption).raw("</caption><thead><tr>");
        columns.forEach(column -> raw("<th scope=\"col\">").text(column).raw("</th>"));
        return raw("</tr></thead><tbody>\n");
    }

    /** Ends it. */
    Html endTable() {
        return raw("</tbody></table></div>\n");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
