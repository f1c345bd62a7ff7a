package dev.kindred.expression;

/**
 * A word of an expression.
 *
 * @param text the name, the operator or the text between the quotes
 * @param number of numbers and, in milliseconds, of durations
 * @param at where it starts
 */
record Token(Kind kind, String text, double number, int at) {
    enum Kind {
        NUMBER,
        DURATION,
        TEXT,
        NAME,
        /** A name in backquotes: never a word of the language. */
        QUOTED_NAME,
        SYMBOL,
        END
    }

    boolean is(String symbolOrWord) {
        return (kind == Kind.SYMBOL || kind == Kind.NAME) && text.equals(symbolOrWord);
    }

    /** How messages call it. */
    String shown() {
        return switch (kind) {
            case END -> "the end";
            case TEXT -> "'" + ExpressionException.shown(text) + "'";
            default -> "\"" + ExpressionException.shown(text) + "\"";
        };
    }
}
