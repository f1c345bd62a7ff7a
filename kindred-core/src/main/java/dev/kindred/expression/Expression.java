package dev.kindred.expression;

import java.util.Arrays;
import java.util.Set;

/**
 * A compiled expression of the filter, boost and targeting language, such as {@code genres contains
 * 'Drama' && year >= 1990 && !hidden}. Immutable and thread-safe.
 *
 * <p>Compiled once against the types of the attributes; {@code docs/reference/expressions.md} has
 * the whole language. What is missing is equal to nothing and in no order: comparisons with it are
 * false ({@code !=} is true), a missing truth is false, arithmetic with it is missing.
 *
 * <p>Cost: compiling is linear in the text, whose length and depth are limited; evaluating is
 * linear in the text and in the values compared. There are no loops, no regular expressions, no
 * side effects.
 */
public final class Expression {
    /** Longest text, in characters. */
    public static final int LONGEST = 10_000;

    private static final double[] NO_VARIABLES = {};

    private final String text;
    private final Node root;
    private final Set<String> names;
    private final int variables;

    private Expression(String text, Node root, Set<String> names, int variables) {
        this.text = text;
        this.root = root;
        this.names = names;
        this.variables = variables;
    }

    /**
     * Compiles a text.
     *
     * @throws ExpressionException if it is no expression, names what is not in the scope, or its
     *     types do not fit; the message shows where
     */
    public static Expression compile(String text, Scope scope) {
        if (text.length() > LONGEST) {
            throw new ExpressionException(
                    "an expression may have %d characters, but this one has %d"
                            .formatted(LONGEST, text.length()),
                    text,
                    LONGEST);
        }
        var parser = new Parser(text, scope);
        Node root = parser.whole();
        return new Expression(text, root, parser.names(), scope.variables().size());
    }

    /** Compiles a text that must be true or false. */
    public static Expression condition(String text, Scope scope) {
        Expression expression = compile(text, scope);
        new Problems(text).truth(expression.root, "a condition");
        return expression;
    }

    /** Compiles a text that must be a number. */
    public static Expression formula(String text, Scope scope) {
        Expression expression = compile(text, scope);
        new Problems(text).number(expression.root, "a formula");
        return expression;
    }

    /** What it results in. */
    public Type type() {
        return root.type();
    }

    /** True if it names a field or variable. */
    public boolean names(String name) {
        return names.contains(name);
    }

    /** True for an item; false as well where what decides is missing. */
    public boolean isTrue(int item) {
        return root.evaluator().truth(new Frame(item, -1, NO_VARIABLES));
    }

    /**
     * True for an item and a user.
     *
     * @param item row, or -1 for none
     * @param user row, or -1 for one without attributes
     */
    public boolean isTrue(int item, int user, double... values) {
        return root.evaluator().truth(frame(item, user, values));
    }

    /**
     * The number for an item and a user; {@code NaN} where it is missing.
     *
     * @param values of the variables of the scope
     */
    public double number(int item, int user, double... values) {
        return root.evaluator().number(frame(item, user, values));
    }

    private Frame frame(int item, int user, double... values) {
        dev.kindred.internal.Checks.sameLength("values", variables, values.length);
        return new Frame(item, user, Arrays.copyOf(values, values.length));
    }

    /** The text that it was compiled from. */
    @Override
    public String toString() {
        return text;
    }
}
