package dev.kindred.experiment;

import dev.kindred.data.AttributeRow;
import dev.kindred.data.Attributes;
import dev.kindred.expression.Expression;
import dev.kindred.expression.ExpressionException;
import dev.kindred.expression.Scope;
import org.jspecify.annotations.Nullable;

/**
 * A condition on users' attributes. The text is compiled for the table that the attributes are in;
 * the last one is kept, so that users of one table cost an evaluation only.
 */
final class Targeting {
    private final String text;
    private volatile @Nullable Compiled last;

    Targeting(String text) {
        this.text = text;
    }

    private record Compiled(Attributes table, long now, @Nullable Expression condition) {
        boolean fits(AttributeRow user, long now) {
            return table == user.table()
                    && (this.now == now || condition == null || !namesTime(condition));
        }

        private static boolean namesTime(Expression condition) {
            String text = condition.toString();
            return text.contains("now") || text.contains("today") || text.contains("fresh");
        }
    }

    /** Checks what can be checked without users: the syntax, and that it is true or false. */
    static void check(String text) {
        if (!text.isBlank()) {
            try {
                Expression.condition(text, scope(Attributes.NONE, 0));
            } catch (ExpressionException e) {
                throw new IllegalArgumentException("targeting: " + e.getMessage(), e);
            }
        }
    }

    private static Scope scope(Attributes table, long now) {
        return Scope.ofUsers(table, now).withMissingFields();
    }

    /** True for a user whom it takes; false where attributes are missing or of another type. */
    boolean takes(AttributeRow user, long now) {
        if (text.isBlank()) {
            return true;
        }
        Compiled compiled = last;
        if (compiled == null || !compiled.fits(user, now)) {
            compiled = compile(user.table(), now);
            last = compiled;
        }
        Expression condition = compiled.condition;
        return condition != null && condition.isTrue(-1, user.row());
    }

    private Compiled compile(Attributes table, long now) {
        try {
            return new Compiled(table, now, Expression.condition(text, scope(table, now)));
        } catch (ExpressionException e) {
            return new Compiled(table, now, null); // a text where a number is needed
        }
    }
}
