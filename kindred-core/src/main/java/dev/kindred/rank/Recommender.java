package dev.kindred.rank;

import dev.kindred.data.IdIndex;
import dev.kindred.model.Explanation;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ObjIntConsumer;

/**
 * Answers queries with lists. Immutable and thread-safe. The object evaluated offline is the object
 * that serves.
 */
public interface Recommender {
    /** The items that it can recommend; histories of queries are rows of this index. */
    IdIndex items();

    /** At most {@link Query#n} items, best first; fewer only if no more are known and allowed. */
    RankedItems recommend(Query query);

    /**
     * Answers many queries on all threads, with the lists that {@link #recommend} gives one by one:
     * the way to make lists for many users, as a recommender may share work between them.
     *
     * @param count number of queries
     * @param queries gives the query of a number from 0 to {@code count - 1}; asked once for each,
     *     by several threads
     * @param lists gets each list with the number of its query, in any order, by several threads
     */
    default void recommendAll(
            int count,
            IntFunction<Query> queries,
            FitContext context,
            ObjIntConsumer<RankedItems> lists) {
        context.forEachRow(count, at -> lists.accept(recommend(queries.apply(at)), at));
    }

    /** The answers to some queries, in their order. */
    default List<RankedItems> recommendAll(List<Query> queries, FitContext context) {
        var answers = new RankedItems[queries.size()];
        recommendAll(answers.length, queries::get, context, (list, at) -> answers[at] = list);
        return List.of(answers);
    }

    /** Why an item is recommended for this query's history. */
    Explanation explain(Query query, int item);

    /**
     * At which stage an item fell out of the list of a query.
     *
     * <p>Cost: a list of all items.
     *
     * @param item an item row
     */
    default WhyNot whyNot(Query query, int item) {
        WhyNot ruledOut = WhyNot.byQuery(query, items(), item);
        return ruledOut != null
                ? ruledOut
                : WhyNot.ofRank(
                        recommend(query.withN(Math.max(query.n(), items().size()))),
                        item,
                        query.n());
    }

    /** A recommender of one model that leaves out what the user has already. */
    static ModelRecommender of(Model model) {
        return ModelRecommender.builder(model).build();
    }
}
