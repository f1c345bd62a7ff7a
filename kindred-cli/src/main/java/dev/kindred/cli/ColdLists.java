package dev.kindred.cli;

import dev.kindred.coldstart.ColdStart;
import dev.kindred.coldstart.Demographic;
import dev.kindred.coldstart.DiverseCategories;
import dev.kindred.coldstart.Exploration;
import dev.kindred.model.Explanation;
import dev.kindred.model.FitContext;
import dev.kindred.rank.ModelRecommender;
import dev.kindred.rank.Query;
import dev.kindred.rank.RankedItems;
import dev.kindred.rank.Recommender;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Lists for new users, and lists with places for new items; each item with its reason. */
final class ColdLists {
    private static final int SHOWN_GROUPS = 2;

    private final ColdOptions options;
    private final Recommender cold;
    private final Recommender warm;
    private final Titles titles;
    private final boolean explained;

    ColdLists(Bundle bundle, ColdOptions options, boolean explained, FitContext context) {
        this.options = options;
        this.titles = new Titles(bundle.data().itemAttributes());
        this.explained = explained;
        var trials = Exploration.Trials.of(bundle.data());
        cold = explored(ColdStart.of(bundle.data(), bundle.model(), context), trials, context);
        warm =
                explored(
                        ModelRecommender.builder(bundle.model())
                                .fallback(bundle.popular(context))
                                .build(),
                        trials,
                        context);
    }

    private Recommender explored(Recommender inner, Exploration.Trials trials, FitContext context) {
        return Exploration.around(
                inner,
                trials,
                options.explore,
                options.exploreBelow,
                context.seed(),
                options.epochDay(),
                List.of());
    }

    /** The lists of all queries: of new users and with new items from here, else the maker's. */
    static List<RankedList> fill(
            ColdOptions options,
            Bundle bundle,
            boolean explained,
            List<Query> queries,
            FitContext context,
            ListMaker maker) {
        List<Query> mine = queries.stream().filter(query -> takes(options, query)).toList();
        if (mine.isEmpty()) {
            return maker.lists(queries, context);
        }
        var lists = new ColdLists(bundle, options, explained, context);
        var others = queries.stream().filter(query -> !takes(options, query)).toList();
        Iterator<RankedList> made = maker.lists(others, context).iterator();
        return queries.stream()
                .map(query -> takes(options, query) ? lists.list(query) : made.next())
                .toList();
    }

    /** True where attributes are all that is known or were given, and of lists with new items. */
    private static boolean takes(ColdOptions options, Query query) {
        return options.explore > 0
                || options.userAttributes != null
                || query.history().isEmpty() && !query.history().attributes().isEmpty();
    }

    private static boolean isCold(ColdOptions options, Query query) {
        return query.history().isEmpty() || options.userAttributes != null;
    }

    RankedList list(Query query) {
        boolean isCold = isCold(options, query);
        Recommender by = isCold ? cold : warm;
        RankedItems ranked = by.recommend(query);
        var items = new ArrayList<RankedList.Item>();
        for (RankedItems.Entry entry : ranked.entries()) {
            items.add(item(query, entry, by));
        }
        return new RankedList("user", query.user(), isCold, "item", items);
    }

    private RankedList.Item item(Query query, RankedItems.Entry entry, Recommender by) {
        String id = by.items().id(entry.row());
        return new RankedList.Item(
                id,
                entry.score(),
                titles.title(id),
                titles.genres(id),
                entry.source(),
                entry.fallback(),
                explained ? reasons(query, entry, by) : null,
                explained && entry.source().equals(Demographic.NAME)
                        ? ListMaker.terms(by.explain(query, entry.row()))
                        : List.of());
    }

    private List<RankedList.Reason> reasons(Query query, RankedItems.Entry entry, Recommender by) {
        if (entry.fallback() || !words(entry.source(), List.of()).isEmpty()) {
            return List.of();
        }
        Explanation why = by.explain(query, entry.row());
        return RankedList.Reason.of(why, by.items(), titles, ListMaker.MOST_REASONS);
    }

    /**
     * A reason other than past items, in words; empty if there is none.
     *
     * @param groups the attributes of the user that spoke for the item, the strongest first
     */
    static String words(String source, List<RankedList.Term> groups) {
        return switch (source) {
            case ColdStart.POPULAR -> "popular with everybody";
            case Demographic.NAME -> "popular with people like you" + named(groups);
            case DiverseCategories.SOURCE -> "among the best of a category that the list lacks";
            case Exploration.SOURCE -> "new, to be tried";
            default -> "";
        };
    }

    private static String named(List<RankedList.Term> groups) {
        List<String> names =
                groups.stream()
                        .limit(SHOWN_GROUPS)
                        .map(group -> group.field() + " " + group.text())
                        .toList();
        return names.isEmpty() ? "" : " (%s)".formatted(String.join(", ", names));
    }
}
