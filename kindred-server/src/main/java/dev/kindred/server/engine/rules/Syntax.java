package dev.kindred.server.engine.rules;

import dev.kindred.expression.Expression;
import dev.kindred.expression.ExpressionException;
import dev.kindred.expression.Scope;
import dev.kindred.server.engine.lists.ListSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for expressions that cannot be, whatever the items and users are like. A field that is not
 * there is no such slip: it may come.
 */
public final class Syntax {
    private final List<Slip> slips = new ArrayList<>();

    private Syntax() {}

    /**
     * A wrong expression.
     *
     * @param pointer where it is in the document, such as {@code /filter}
     * @param detail what is wrong, in which column, with a caret below the place
     */
    public record Slip(String pointer, String detail) {}

    /** The wrong expressions of a rule. */
    public static List<Slip> of(Rule rule) {
        return new Syntax()
                .condition("/when/user", rule.when().user())
                .condition("/filter", rule.filter())
                .formula("/boost", rule.boost())
                .slips;
    }

    /** The wrong expressions of a named list. */
    public static List<Slip> of(ListSpec list) {
        return new Syntax()
                .condition("/filter", list.filter())
                .formula("/boost", list.boost())
                .slips;
    }

    private Syntax condition(String pointer, @Nullable String text) {
        return check(pointer, text, some -> Expression.condition(some, Scope.ofAnything()));
    }

    private Syntax formula(String pointer, @Nullable String text) {
        return check(pointer, text, some -> Expression.formula(some, Scope.ofAnything()));
    }

    private interface Compiler {
        Expression compile(String text);
    }

    private Syntax check(String pointer, @Nullable String text, Compiler compiler) {
        if (text != null) {
            try {
                compiler.compile(text);
            } catch (ExpressionException e) {
                slips.add(
                        new Slip(
                                pointer,
                                "%s, column %d: %s"
                                        .formatted(pointer, e.column(), e.getMessage())));
            }
        }
        return this;
    }
}
