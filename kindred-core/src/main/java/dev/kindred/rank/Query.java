package dev.kindred.rank;

import dev.kindred.data.History;
import dev.kindred.internal.Checks;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a recommender. Ids that the recommender does not know are no error.
 *
 * @param user outside id, or null for a guest
 * @param history what the user has done, as rows of {@link Recommender#items}
 * @param exclude items that must not be recommended
 * @param allow the only items that may be recommended, or null for all
 * @param repeatSeen true if items of the history may be recommended again
 * @param n length of the list; at least 1
 */
public record Query(
        @Nullable String user,
        History history,
        Set<String> exclude,
        @Nullable Set<String> allow,
        boolean repeatSeen,
        int n) {
    public Query {
        Checks.positive("n", n);
    }

    /** A query for all items that are not in the history, some excluded. */
    public Query(@Nullable String user, History history, Set<String> exclude, int n) {
        this(user, history, exclude, null, false, n);
    }

    /** A guest's query for all items that are not in the history. */
    public static Query of(History history, int n) {
        return new Query(null, history, Set.of(), n);
    }

    public Query withAllow(Set<String> items) {
        return new Query(user, history, exclude, items, repeatSeen, n);
    }

    public Query withHistory(History events) {
        return new Query(user, events, exclude, allow, repeatSeen, n);
    }

    public Query withN(int length) {
        return new Query(user, history, exclude, allow, repeatSeen, length);
    }
}
