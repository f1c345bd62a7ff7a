package dev.kindred.expression;

/** An expression that cannot be; the message shows where, with a caret under the column. */
public final class ExpressionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;
    private static final int SHOWN_BEFORE = 50;
    private static final int SHOWN = 100;

    private final int column;

    ExpressionException(String what, String text, int at) {
        super(what + "\n" + excerpt(text, at));
        this.column = text.codePointCount(0, at) + 1;
    }

    /** Where it is wrong: 1 is the first character. */
    public int column() {
        return column;
    }

    /** A piece of the text in one line, and a caret under the place. */
    private static String excerpt(String text, int at) {
        int from = Math.max(0, at - SHOWN_BEFORE);
        int to = Math.min(text.length(), from + SHOWN);
        String before = from > 0 ? "..." : "";
        String after = to < text.length() ? "..." : "";
        String line = before + text.substring(from, to).replaceAll("[\\p{Cntrl}]", " ") + after;
        int width = before.length() + text.codePointCount(from, at);
        return "  " + line + "\n  " + " ".repeat(width) + "^";
    }

    /** A word of the text, cut if it is long. */
    static String shown(String word) {
        return word.length() <= 40 ? word : word.substring(0, 37) + "...";
    }
}
