package dev.kindred.expression;

/** Makes the errors of one text. */
final class Problems {
    private final String text;

    Problems(String text) {
        this.text = text;
    }

    ExpressionException at(int place, String what) {
        return new ExpressionException(what, text, place);
    }

    /** A part of another type than is needed, with a guess at the remedy. */
    ExpressionException type(Node node, String needed) {
        String name = node.field() == null ? "this" : node.field().name();
        return at(
                node.at(),
                "%s is %s, but %s%s".formatted(name, is(node), needed, hint(node, needed)));
    }

    private static String is(Node node) {
        String odd = node.field() == null ? null : node.field().odd();
        return odd == null
                ? node.type().inWords()
                : node.type().inWords()
                        + " (such as '%s')".formatted(ExpressionException.shown(odd));
    }

    private static String hint(Node node, String needed) {
        String name = node.field() == null ? "..." : node.field().name();
        if (needed.contains("true or false")) {
            return node.type() == Type.NUMBER ? ". Maybe write %s != 0".formatted(name) : "";
        }
        if (node.type() == Type.TEXT && needed.contains("a number")) {
            return ". Maybe write number(%s)".formatted(name);
        }
        if (node.type() == Type.TEXT && needed.contains("a date")) {
            return ". Maybe write date(%s)".formatted(name);
        }
        return "";
    }

    Node truth(Node node, String by) {
        if (!node.fits(Type.TRUTH)) {
            throw type(node, "%s needs true or false".formatted(by));
        }
        return node;
    }

    Node number(Node node, String by) {
        if (!node.fits(Type.NUMBER)) {
            throw type(node, "%s needs a number".formatted(by));
        }
        return node;
    }

    Node text(Node node, String by) {
        if (!node.fits(Type.TEXT)) {
            throw type(node, "%s needs text".formatted(by));
        }
        return node;
    }
}
