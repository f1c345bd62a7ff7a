package dev.kindred.rank;

import dev.kindred.model.FactorModel;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Answers many queries of a {@link ModelRecommender} with work that is shared between them. */
final class ManyQueries {
    private static final int MOST_SCORES = 1 << 22; // of a thread at once

    private final ModelRecommender recommender;
    private final int count;
    private final IntFunction<Query> queries;
    private final ObjIntConsumer<RankedItems> lists;

    ManyQueries(
            ModelRecommender recommender,
            int count,
            IntFunction<Query> queries,
            ObjIntConsumer<RankedItems> lists) {
        this.recommender = recommender;
        this.count = count;
        this.queries = queries;
        this.lists = lists;
    }

    /** Scores for some queries at once; the rest is done one by one. */
    void byGroups(Model model, FitContext context) {
        int items = model.items().size();
        int most = Math.max(1, MOST_SCORES / Math.max(1, items));
        inGroups(
                Math.min(model.historiesAtOnce(), most),
                context,
                size -> {
                    float[][] scores = new float[size][items];
                    return asked -> {
                        model.scoreAll(
                                Arrays.stream(asked).map(Query::history).toList(),
                                Arrays.copyOf(scores, asked.length));
                        return at -> answer(asked[at], null, scores[at]);
                    };
                });
    }

    /** Ranks for some queries at once, without ever keeping all scores. */
    void byBlocks(FactorModel model, FitContext context) {
        inGroups(
                BlockRanking.USERS,
                context,
                size -> {
                    var ranking = new BlockRanking(model);
                    return asked -> ranked(ranking, asked);
                });
    }

    private IntFunction<RankedItems> ranked(BlockRanking ranking, Query[] asked) {
        ranking.clear();
        int[] places = new int[asked.length];
        int added = 0;
        for (int at = 0; at < asked.length; at++) {
            Query query = asked[at];
            boolean fits =
                    query.allow() == null
                            && ranking.add(
                                    query,
                                    recommender.wanted(query),
                                    recommender.blocked(query),
                                    recommender.filter(query));
            places[at] = fits ? added++ : -1;
        }
        ranking.rank();
        return at -> answer(asked[at], places[at] < 0 ? null : ranking.best(places[at]), null);
    }

    private RankedItems answer(
            Query query, Scratch.@Nullable Best best, float @Nullable [] scores) {
        return recommender.answer(query, recommender.wanted(query), best, scores);
    }

    /** Makes the lists of a group of queries, by their place in it. */
    private interface Group {
        IntFunction<RankedItems> lists(Query[] asked);
    }

    private void inGroups(int size, FitContext context, IntFunction<Group> perThread) {
        context.forEachRowWithState(
                (count + size - 1) / size,
                thread -> {
                    Group working = perThread.apply(size);
                    return group -> {
                        int first = group * size;
                        int end = Math.min(count, first + size);
                        Query[] asked =
                                IntStream.range(first, end).mapToObj(queries).toArray(Query[]::new);
                        IntFunction<RankedItems> made = working.lists(asked);
                        for (int at = 0; at < asked.length; at++) {
                            lists.accept(made.apply(at), first + at);
                        }
                    };
                });
    }
}
