package dev.kindred.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Cuts a text into words. One pass, one look ahead. */
final class Lexer {
    private static final String TWO = "== != <= >= && || ??";
    private static final String ONE = "<>!+-*/%()[],?:";
    private static final Map<String, Double> UNITS =
            Map.of("s", 1e3, "m", 60e3, "h", 3600e3, "d", 86400e3, "w", 7 * 86400e3);

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    static List<Token> tokens(String text) {
        return new Lexer(text).all();
    }

    private List<Token> all() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (isDigit(at) || c == '.' && isDigit(at + 1)) {
                number();
            } else if (c == '\'' || c == '"') {
                int start = at;
                tokens.add(new Token(Token.Kind.TEXT, quoted(c), 0, start));
            } else if (Character.isJavaIdentifierStart(c) && c != '$' || c == '`') {
                name();
            } else {
                symbol(c);
            }
        }
        tokens.add(new Token(Token.Kind.END, "", 0, text.length()));
        return tokens;
    }

    private boolean isDigit(int place) {
        return place < text.length() && text.charAt(place) >= '0' && text.charAt(place) <= '9';
    }

    private void digits() {
        while (isDigit(at)) {
            at++;
        }
    }

    private void number() {
        int start = at;
        digits();
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            digits();
        }
        if (at < text.length() && (text.charAt(at) | 32) == 'e') {
            int sign = at + 1 < text.length() && "+-".indexOf(text.charAt(at + 1)) >= 0 ? 1 : 0;
            if (isDigit(at + 1 + sign)) {
                at += 1 + sign;
                digits();
            }
        }
        double value = Double.parseDouble(text.substring(start, at));
        int unitFrom = at;
        while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
            at++;
        }
        String unit = text.substring(unitFrom, at);
        if (!unit.isEmpty() && !UNITS.containsKey(unit)) {
            throw error(
                    start,
                    "\"%s\" is neither a number nor a duration such as 7d, 12h, 30m, 10s or 2w"
                            .formatted(ExpressionException.shown(text.substring(start, at))));
        }
        double scaled = unit.isEmpty() ? value : value * UNITS.get(unit);
        if (Double.isInfinite(scaled)) {
            throw error(start, "the number is too large");
        }
        Token.Kind kind = unit.isEmpty() ? Token.Kind.NUMBER : Token.Kind.DURATION;
        tokens.add(new Token(kind, text.substring(start, at), scaled, start));
    }

    private String quoted(char quote) {
        int start = at++;
        var word = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote) {
            char c = text.charAt(at++);
            word.append(c == '\\' && quote != '`' ? escaped() : c);
        }
        if (at >= text.length()) {
            throw error(
                    start,
                    "the text that starts here does not end. Maybe a %s is missing"
                            .formatted(quote));
        }
        at++;
        return word.toString();
    }

    private char escaped() {
        char c = at < text.length() ? text.charAt(at++) : ' ';
        switch (c) {
            case 'n':
                return '\n';
            case 't':
                return '\t';
            case '\\', '\'', '"':
                return c;
            case 'u':
                if (at + 4 <= text.length()
                        && text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
                    at += 4;
                    return (char) Integer.parseInt(text.substring(at - 4, at), 16);
                }
                break;
            default:
                break;
        }
        throw error(
                Math.min(at, text.length()) - 1,
                "after a backslash may come \\ ' \" n t or u and four hex digits");
    }

    /** A name with its dots: {@code user.age}; a part in backquotes may hold anything. */
    private void name() {
        int start = at;
        boolean quoted = false;
        var name = new StringBuilder();
        while (at < text.length()) {
            if (text.charAt(at) == '`') {
                quoted = true;
                name.append(quoted('`'));
            } else {
                int from = at;
                while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
                    at++;
                }
                name.append(text, from, at);
            }
            boolean more =
                    at + 1 < text.length()
                            && text.charAt(at) == '.'
                            && (text.charAt(at + 1) == '`'
                                    || Character.isJavaIdentifierStart(text.charAt(at + 1)));
            if (!more) {
                break;
            }
            name.append(text.charAt(at++));
        }
        Token.Kind kind = quoted ? Token.Kind.QUOTED_NAME : Token.Kind.NAME;
        tokens.add(new Token(kind, name.toString(), 0, start));
    }

    private void symbol(char c) {
        String two = at + 1 < text.length() ? text.substring(at, at + 2) : "";
        int start = at;
        if (two.length() == 2 && !two.contains(" ") && TWO.contains(two)) {
            at += 2;
            tokens.add(new Token(Token.Kind.SYMBOL, two, 0, start));
        } else if (ONE.indexOf(c) >= 0) {
            at++;
            tokens.add(new Token(Token.Kind.SYMBOL, String.valueOf(c), 0, start));
        } else {
            throw error(at, unexpected(c));
        }
    }

    private String unexpected(char c) {
        return switch (c) {
            case '=' -> "\"=\" is no operator (did you mean \"==\"?)";
            case '&' -> "\"&\" is no operator (did you mean \"&&\"?)";
            case '|' -> "\"|\" is no operator (did you mean \"||\"?)";
            case '\u2018', '\u2019', '\u201c', '\u201d' ->
                    "texts are put in straight quotes: 'text'";
            default ->
                    "\"%s\" is not expected here"
                            .formatted(
                                    Character.isISOControl(c)
                                            ? "\\u%04x".formatted((int) c)
                                            : new String(Character.toChars(text.codePointAt(at))));
        };
    }

    private ExpressionException error(int place, String what) {
        return new ExpressionException(what, text, place);
    }
}
