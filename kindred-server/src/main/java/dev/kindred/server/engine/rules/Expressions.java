package dev.kindred.server.engine.rules;

import dev.kindred.data.AttributeRow;
import dev.kindred.expression.Expression;
import dev.kindred.expression.Scope;
import dev.kindred.rank.ItemFilter;
import dev.kindred.rank.Query;
import dev.kindred.rank.ScoreRule;
import org.jspecify.annotations.Nullable;

/**
 * Filters, boosts and conditions written as expressions, over the items of a catalogue and one
 * user. Immutable and thread-safe.
 */
public final class Expressions {
    private final Scope items;
    private final AttributeRow user;

    /**
     * Expressions for nobody in particular.
     *
     * @param items fields of items, and the time
     */
    public Expressions(Scope items) {
        this(items, AttributeRow.NONE);
    }

    private Expressions(Scope items, AttributeRow user) {
        this.items = items;
        this.user = user;
    }

    /** The same for a user. */
    public Expressions forUser(AttributeRow attributes) {
        return new Expressions(items, attributes);
    }

    /** Whether an expression must be compiled anew for every user. */
    public static boolean namesUser(@Nullable String text) {
        return text != null && text.contains("user.");
    }

    /**
     * A filter that keeps the items for which an expression is true.
     *
     * @throws dev.kindred.expression.ExpressionException if the text is no condition
     */
    public ItemFilter filter(String name, String text) {
        Expression condition = Expression.condition(text, scope(text));
        return new ItemFilter() {
            @Override
            public boolean keeps(Query query, int item) {
                return condition.isTrue(item, user.row());
            }

            @Override
            public String name() {
                return name;
            }
        };
    }

    /**
     * A boost by the number that an expression results in: the whole new factor if it names {@code
     * boost}, else multiplied with the factor so far.
     *
     * @throws dev.kindred.expression.ExpressionException if the text is no formula
     */
    public ScoreRule boost(String name, String text) {
        Scope scope = scope(text).withVariable("boost").withVariable("score");
        Expression formula = Expression.formula(text, scope);
        boolean whole = formula.names("boost");
        return new ScoreRule() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public double factor(Query query, int item, double score, double factor) {
                double result = formula.number(item, user.row(), factor, score);
                return whole ? result : result * factor;
            }
        };
    }

    /** Whether a condition on the user alone holds. */
    public boolean holds(String text) {
        return Expression.condition(text, scope(text)).isTrue(-1, user.row());
    }

    /** Fields that this user does not have are missing, not unknown. */
    private Scope scope(String text) {
        return namesUser(text) ? items.withMissingFields().withUsers(user.table()) : items;
    }
}
