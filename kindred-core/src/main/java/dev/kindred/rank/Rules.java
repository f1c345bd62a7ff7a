package dev.kindred.rank;

import dev.kindred.data.Attributes;
import dev.kindred.data.IdIndex;
import dev.kindred.expression.Expression;
import dev.kindred.expression.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Filters and boosts written as expressions over the attributes of items and users. Immutable;
 * makes any number of rules, and reads each attribute once.
 */
public final class Rules {
    private final Scope scope;
    private final IdIndex users;

    /**
     * Rules over attributes.
     *
     * @param items attributes with the rows of the recommender's items
     * @param users attributes of users, found by {@link Query#user}
     * @param now what {@code now} means, in milliseconds since 1970
     */
    public Rules(Attributes items, Attributes users, long now) {
        this.scope = Scope.ofItems(items, now).withUsers(users);
        this.users = users.ids();
    }

    private int row(@Nullable String user) {
        return user == null ? -1 : users.row(user);
    }

    /**
     * A filter that keeps the items for which an expression is true.
     *
     * @throws dev.kindred.expression.ExpressionException if the text is no condition
     */
    public ItemFilter filter(String text) {
        Expression condition = Expression.condition(text, scope);
        return new ItemFilter() {
            @Override
            public boolean keeps(Query query, int item) {
                return condition.isTrue(item, row(query.user()));
            }

            @Override
            public String name() {
                return text;
            }
        };
    }

    /**
     * A boost by the number that an expression results in: the whole new factor if it names {@code
     * boost}, else multiplied with the factor so far.
     *
     * @throws dev.kindred.expression.ExpressionException if the text is no formula
     */
    public ScoreRule boost(String text) {
        Expression formula =
                Expression.formula(text, scope.withVariable("boost").withVariable("score"));
        boolean whole = formula.names("boost");
        return new ScoreRule() {
            @Override
            public String name() {
                return text;
            }

            @Override
            public double factor(Query query, int item, double score, double factor) {
                double result = formula.number(item, row(query.user()), factor, score);
                return whole ? result : result * factor;
            }
        };
    }
}
