package dev.kindred.rank;

import dev.kindred.data.IdIndex;
import dev.kindred.model.Explanation;
import dev.kindred.model.Model;

/**
 * Answers queries with lists. Immutable and thread-safe. The object evaluated offline is the object
 * that serves.
 */
public interface Recommender {
    /** The items that it can recommend; histories of queries are rows of this index. */
    IdIndex items();

    /** At most {@link Query#n} items, best first; fewer only if no more are known and allowed. */
    RankedItems recommend(Query query);

    /** Why an item is recommended for this query's history. */
    Explanation explain(Query query, int item);

    /** A recommender of one model that leaves out what the user has already. */
    static ModelRecommender of(Model model) {
        return ModelRecommender.builder(model).build();
    }
}
