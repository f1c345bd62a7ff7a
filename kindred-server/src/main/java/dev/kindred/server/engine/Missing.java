package dev.kindred.server.engine;

import dev.kindred.data.AttributeRow;
import dev.kindred.data.IdIndex;
import dev.kindred.model.Model;
import dev.kindred.rank.ItemFilter;
import dev.kindred.rank.ModelRecommender;
import dev.kindred.rank.Query;
import dev.kindred.rank.RankedItems;
import dev.kindred.rank.WhyNot;
import dev.kindred.store.Catalogue;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out why items are not in the list of a request. */
final class Missing {
    private final Serving serving;
    private final Plan plan;
    private final Ranking ranking;
    private final @Nullable String user;
    private final long now;

    Missing(Workspace.Situation situation, RecommendationRequest request, long now) {
        serving = situation.serving();
        AttributeRow attributes = situation.person().row(request.attributes());
        plan = new Plan(serving, request, Page.FIRST, attributes, now);
        ranking = new Ranking(plan, situation.person(), attributes);
        user = request.user();
        this.now = now;
    }

    MissingItem of(String item) {
        int row = serving.items().row(item);
        if (row == IdIndex.ABSENT) {
            WhyNot unknown = WhyNot.unknown();
            return new MissingItem(item, "unknown", null, 0, Double.NaN, unknown.text());
        }
        String own = own(item, row);
        if (own != null) {
            String text = own.substring(own.indexOf(':') + 1);
            return missing(item, row, own.substring(0, own.indexOf(':')), null, text);
        }
        for (ItemFilter filter : plan.filters()) {
            if (!filter.keeps(ranking.query(), row)) {
                return filtered(item, row, filter.name());
            }
        }
        return ranked(item, row);
    }

    /** A stage and a sentence for what concerns this user or item alone, or null. */
    private @Nullable String own(String item, int row) {
        String gone = gone(row);
        Query query = ranking.query();
        Set<String> allow = query.allow();
        if (gone != null) {
            return gone;
        } else if (ranking.told().disliked().contains(row)) {
            return "disliked:the user does not want it";
        } else if (isOwn(row)) {
            return "owner:the user offers it";
        } else if (!query.repeatSeen()
                && (query.history().find(row) >= 0 || ranking.told().older().contains(row))) {
            return "seen:the user has it already";
        } else if (plan.request().exclude().contains(item)) {
            return "excluded:the request excludes it";
        } else if (allow != null && !allow.contains(item)) {
            return "candidates:the request allows other items only";
        }
        return null;
    }

    private boolean isOwn(int row) {
        for (int owned : user == null ? new int[0] : serving.universe().ownedBy(user)) {
            if (owned == row) {
                return true;
            }
        }
        return false;
    }

    private @Nullable String gone(int row) {
        Catalogue catalogue = serving.catalogue();
        int listed = serving.universe().catalogueRow(row);
        if (serving.universe().isAvailable(row, now)) {
            return null;
        } else if (!catalogue.isThere(listed)) {
            return "deleted:it was deleted from the catalogue";
        }
        return catalogue.isHidden(listed)
                ? "hidden:it is hidden"
                : "unavailable:it is not available now";
    }

    private MissingItem filtered(String item, int row, String filter) {
        boolean rule = plan.isRule(filter);
        return missing(
                item,
                row,
                rule ? "rules" : "filter",
                rule ? filter : null,
                rule
                        ? "the rule \"%s\" takes it out".formatted(filter)
                        : "the filter of the request takes it out");
    }

    /** With the rank that the item would have, if nothing took it out. */
    private MissingItem missing(
            String item, int row, String stage, @Nullable String rule, String text) {
        Model model = ranking.isCold() ? null : serving.model();
        if (model == null) {
            return new MissingItem(item, stage, rule, 0, Double.NaN, text);
        }
        Query query = ranking.query();
        Query open = new Query(query.user(), query.history().without(row), Set.of(), query.n());
        ModelRecommender all = ModelRecommender.builder(model).memoryOf(serving.memory()).build();
        WhyNot free = all.whyNot(open, row);
        return new MissingItem(item, stage, rule, free.rank(), free.score(), text);
    }

    private MissingItem ranked(String item, int row) {
        Query query = ranking.query();
        ModelRecommender recommender = ranking.recommender();
        if (recommender != null) {
            WhyNot why = recommender.whyNot(query, row);
            String stage =
                    why.stage() == WhyNot.Stage.NOT_A_CANDIDATE
                            ? "no-opinion"
                            : why.stage().name().toLowerCase(Locale.ROOT);
            return new MissingItem(item, stage, why.rule(), why.rank(), why.score(), why.text());
        }
        RankedItems all = ranking.list(query.withN(serving.items().size()));
        int at = all.ids().indexOf(item);
        if (at < 0) {
            String text = "nothing is known that speaks for it";
            return new MissingItem(item, "no-opinion", null, 0, Double.NaN, text);
        }
        String stage = at < query.n() ? "listed" : "outranked";
        String text = "it has rank %d among all items for a new user".formatted(at + 1);
        double score = all.entries().get(at).score();
        return new MissingItem(item, stage, null, at + 1, score, text);
    }
}
