package dev.kindred.cli;

import dev.kindred.data.Attributes;
import dev.kindred.data.IdIndex;
import dev.kindred.model.Explanation;
import dev.kindred.model.FitContext;
import dev.kindred.model.Model;
import dev.kindred.rank.ItemIndex;
import dev.kindred.rank.ModelRecommender;
import dev.kindred.rank.Query;
import dev.kindred.rank.RankedItems;
import dev.kindred.rank.Recommender;
import dev.kindred.rank.WhyNot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes the lists that are shown: the model's, filled up with what is popular. */
final class ListMaker {
    /** Reasons that an item has at most. */
    static final int MOST_REASONS = 10;

    private final Recommender recommender;
    private final Recommender popular;
    private final Titles titles;
    private final boolean explained;

    ListMaker(Model model, Model popular, Titles titles, boolean explained) {
        this(model, popular, titles, explained, null, builder -> {});
    }

    /**
     * Makes lists that need no titles and no reasons.
     *
     * @param index finds the items to rank; null to rank all
     */
    ListMaker(Model model, Model popular, @Nullable ItemIndex index) {
        this(model, popular, new Titles(Attributes.NONE), false, index, builder -> {});
    }

    /** With filters, boosts and steps. */
    ListMaker(
            Model model,
            Model popular,
            Titles titles,
            boolean explained,
            Consumer<ModelRecommender.Builder> pipeline) {
        this(model, popular, titles, explained, null, pipeline);
    }

    private ListMaker(
            Model model,
            Model popular,
            Titles titles,
            boolean explained,
            @Nullable ItemIndex index,
            Consumer<ModelRecommender.Builder> pipeline) {
        var byModel = ModelRecommender.builder(model).fallback(popular);
        var byPopularity = ModelRecommender.builder(popular);
        if (index != null) {
            byModel.approximate(index);
        }
        pipeline.accept(byModel);
        pipeline.accept(byPopularity);
        this.recommender = byModel.build();
        this.popular = byPopularity.build();
        this.titles = titles;
        this.explained = explained;
    }

    /** The list of a query; of a user of whom nothing is known, what is popular. */
    RankedList list(Query query) {
        return shown(query, by(isCold(query)).recommend(query));
    }

    /** The lists of some queries, in their order. */
    List<RankedList> lists(List<Query> queries, FitContext context) {
        var lists = new RankedList[queries.size()];
        rank(queries, context, (ranked, at) -> lists[at] = shown(queries.get(at), ranked));
        return Arrays.asList(lists);
    }

    /**
     * Ranks for some queries.
     *
     * @param lists gets each list with the place of its query, in any order, by several threads
     */
    void rank(List<Query> queries, FitContext context, ObjIntConsumer<RankedItems> lists) {
        for (boolean cold : new boolean[] {false, true}) {
            int[] places =
                    IntStream.range(0, queries.size())
                            .filter(at -> isCold(queries.get(at)) == cold)
                            .toArray();
            by(cold).recommendAll(
                            places.length,
                            n -> queries.get(places[n]),
                            context,
                            (ranked, n) -> lists.accept(ranked, places[n]));
        }
    }

    /** True if nothing is known of the user. */
    static boolean isCold(Query query) {
        return query.history().isEmpty();
    }

    private Recommender by(boolean cold) {
        return cold ? popular : recommender;
    }

    private RankedList shown(Query query, RankedItems ranked) {
        boolean cold = isCold(query);
        var items = new ArrayList<RankedList.Item>(ranked.size());
        for (RankedItems.Entry entry : ranked.entries()) {
            items.add(item(query, entry, cold, ranked.items()));
        }
        return new RankedList("user", query.user(), cold, "item", items, ranked.notes(), List.of());
    }

    /** Why an item is not in the list of a query. */
    RankedList.Missing whyNot(Query query, String id) {
        Recommender by = by(isCold(query));
        int item = by.items().row(id);
        WhyNot why = item == IdIndex.ABSENT ? WhyNot.unknown() : by.whyNot(query, item);
        return new RankedList.Missing(id, titles.title(id), why);
    }

    private RankedList.Item item(
            Query query, RankedItems.Entry entry, boolean cold, IdIndex items) {
        String id = items.id(entry.row());
        boolean fallback = cold || entry.fallback();
        Explanation why = explained && !fallback ? why(query, entry.row()) : Explanation.NONE;
        return new RankedList.Item(
                id,
                entry.score(),
                titles.title(id),
                titles.genres(id),
                entry.source(),
                fallback,
                explained ? RankedList.Reason.of(why, items, titles, MOST_REASONS) : null,
                terms(why),
                entry.notes(),
                why.sources());
    }

    private Explanation why(Query query, int item) {
        var asked =
                new Query(
                        query.user(),
                        query.history().without(item),
                        query.exclude(),
                        query.allow(),
                        query.repeatSeen(),
                        query.n());
        return recommender.explain(asked, item);
    }

    static List<RankedList.Term> terms(Explanation why) {
        var terms = new ArrayList<RankedList.Term>();
        int most = Math.min(MOST_REASONS, why.terms().size());
        for (int k = 0; k < most && why.termShare(k) > 0; k++) {
            Explanation.Term term = why.terms().get(k);
            terms.add(new RankedList.Term(term.field(), term.text(), why.termShare(k)));
        }
        return terms;
    }
}
