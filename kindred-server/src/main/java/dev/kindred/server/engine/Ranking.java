package dev.kindred.server.engine;

import dev.kindred.coldstart.ColdStart;
import dev.kindred.coldstart.DiverseCategories;
import dev.kindred.data.AttributeRow;
import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.model.Model;
import dev.kindred.rank.ModelRecommender;
import dev.kindred.rank.Note;
import dev.kindred.rank.Query;
import dev.kindred.rank.RankedItems;
import dev.kindred.rank.ScoreRule;
import dev.kindred.rank.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Ranks for one user: by the model if it knows something that the user did, else as for a new user;
 * filled up with what is popular, then with what is new.
 */
final class Ranking {
    private final Plan plan;
    private final Serving serving;
    private final Query query;
    private final Histories.Told told;
    private final boolean cold;

    Ranking(Plan plan, Person person, AttributeRow attributes) {
        this.plan = plan;
        this.serving = plan.serving();
        LoadedModel loaded = serving.loaded();
        RecommendationRequest request = plan.request();
        int user = loaded == null ? History.UNKNOWN_USER : loaded.userRow(person.id());
        told =
                Histories.read(
                        person,
                        user,
                        serving.items(),
                        serving.meaning(),
                        plan.page().sequence(),
                        request.session(),
                        loaded == null ? 1 : loaded.usualValue(),
                        serving.spec().serving().historyLength());
        int known = loaded == null ? serving.items().size() : loaded.items().size();
        cold = Histories.below(told.history(), known).isEmpty();
        query =
                new Query(
                        person.id(),
                        told.history().withAttributes(attributes),
                        excluded(person.id(), false),
                        request.candidates(),
                        serving.spec().serving().repeatSeen(),
                        request.limit());
    }

    /** Ids that must not be in the list, whatever the filters say. */
    private Set<String> excluded(@Nullable String user, boolean seenAgain) {
        IdIndex items = serving.items();
        int[] owned = user == null ? new int[0] : serving.universe().ownedBy(user);
        boolean repeat = seenAgain || serving.spec().serving().repeatSeen();
        Set<String> asked = plan.request().exclude();
        if (owned.length == 0 && told.disliked().isEmpty() && (repeat || told.older().isEmpty())) {
            return asked;
        }
        var excluded = new HashSet<>(asked);
        for (int row : owned) {
            excluded.add(items.id(row));
        }
        told.disliked().forEach(row -> excluded.add(items.id(row)));
        if (!repeat) {
            told.older().forEach(row -> excluded.add(items.id(row)));
        }
        return excluded;
    }

    Plan plan() {
        return plan;
    }

    Query query() {
        return query;
    }

    Histories.Told told() {
        return told;
    }

    /** Whether the model knows nothing that the user did. */
    boolean isCold() {
        return cold;
    }

    /** Whether there is nothing new left to the user, but something known. */
    boolean canRepeat() {
        return !query.repeatSeen()
                && plan.page().isFirst()
                && !(query.history().isEmpty() && told.older().isEmpty());
    }

    /** The query in which items may come again. */
    Query repeating() {
        return new Query(
                query.user(),
                query.history(),
                excluded(query.user(), true),
                query.allow(),
                true,
                query.n());
    }

    /** The list of a query. */
    RankedItems list(Query asked) {
        Model model = serving.model();
        return model == null || cold ? newUser(asked) : plan.recommender(model).recommend(asked);
    }

    /** The list of a query without the model. */
    RankedItems popular(Query asked) {
        return plan.around(serving.popular()).build().recommend(asked);
    }

    /** The recommender whose list it is, where it is a model's. */
    @Nullable ModelRecommender recommender() {
        Model model = serving.model();
        return model == null || cold ? null : plan.recommender(model);
    }

    private RankedItems newUser(Query asked) {
        int wanted = Math.max(plan.wanted(), asked.n());
        var entries = new ArrayList<RankedItems.Entry>(wanted);
        LoadedModel loaded = serving.loaded();
        if (loaded != null) {
            int pool = plan.boosts().isEmpty() ? wanted : Math.max(wanted, 5 * asked.n() + 100);
            ColdStart known = loaded.coldStart().withFilters(plan.filters());
            Query cut =
                    asked.withHistory(History.EMPTY.withAttributes(asked.history().attributes()))
                            .withN(pool);
            Set<String> seen = new HashSet<>(cut.exclude());
            for (int k = 0; k < asked.history().size() && !asked.repeatSeen(); k++) {
                seen.add(serving.items().id(asked.history().item(k)));
            }
            Query stranger = new Query(cut.user(), cut.history(), seen, cut.allow(), true, cut.n());
            known.recommend(stranger).entries().forEach(one -> entries.add(boosted(asked, one)));
            if (!plan.boosts().isEmpty()) {
                entries.sort(
                        Comparator.comparing(Ranking::isOfLackingCategory)
                                .thenComparingDouble(one -> -one.score()));
            }
        }
        fill(asked, wanted, entries);
        var list = new RankedItems(serving.items(), entries);
        for (Step step : plan.steps()) {
            list = step.apply(asked, list);
        }
        return list.cut(asked.n());
    }

    /** Those have places of their own at the end of the list. */
    private static boolean isOfLackingCategory(RankedItems.Entry entry) {
        return entry.source().equals(DiverseCategories.SOURCE);
    }

    private RankedItems.Entry boosted(Query asked, RankedItems.Entry entry) {
        RankedItems.Entry result = entry;
        double factor = 1;
        for (ScoreRule boost : plan.boosts()) {
            double next = boost.factor(asked, entry.row(), entry.score(), factor);
            if (!Double.isNaN(next)) {
                double limited = Math.max(ScoreRule.LEAST, Math.min(ScoreRule.MOST, next));
                if (limited != factor) {
                    result = result.with(new Note.Boost(boost.name(), limited / factor));
                }
                factor = limited;
            }
        }
        double score = ScoreRule.boosted(entry.score(), factor);
        return factor == 1
                ? entry
                : new RankedItems.Entry(
                        entry.row(), score, entry.source(), entry.fallback(), result.notes());
    }

    /** Adds popular and new items until there are enough. */
    private void fill(Query asked, int wanted, List<RankedItems.Entry> entries) {
        if (entries.size() >= wanted) {
            return;
        }
        Set<String> there = new HashSet<>(asked.exclude());
        entries.forEach(entry -> there.add(serving.items().id(entry.row())));
        var rest =
                new Query(
                        asked.user(),
                        asked.history(),
                        there,
                        asked.allow(),
                        asked.repeatSeen(),
                        wanted - entries.size());
        entries.addAll(plan.around(serving.popular()).build().recommend(rest).entries());
    }
}
