package dev.kindred.server.engine;

import dev.kindred.data.IdIndex;
import dev.kindred.rank.Note;
import dev.kindred.rank.RankedItems;
import dev.kindred.server.engine.RecommendationAnswer.Content;
import dev.kindred.server.engine.rules.RuleBook;
import dev.kindred.server.pipeline.PipelineSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes an answer's content out of a ranked list: pins, attributes, reasons, the next page. */
final class Finisher {
    /** The source of items that a rule put in their place. */
    static final String PIN = "pin";

    private final Ranking ranking;
    private final Plan plan;
    private final Serving serving;
    private final long lastSequence;

    /**
     * A finisher.
     *
     * @param lastSequence number of the last event that the list follows
     */
    Finisher(Ranking ranking, long lastSequence) {
        this.ranking = ranking;
        this.plan = ranking.plan();
        this.serving = plan.serving();
        this.lastSequence = lastSequence;
    }

    Content content(RankedItems ranked) {
        return content(ranked, plan.request().explain() ? new Reasons(ranking) : null);
    }

    /** The same where the model cannot be asked why. */
    Content contentWithoutReasons(RankedItems ranked) {
        return content(ranked, null);
    }

    private Content content(RankedItems ranked, @Nullable Reasons reasons) {
        Map<Integer, String> pinned = new HashMap<>();
        List<RankedItems.Entry> entries = withPins(ranked.entries(), pinned);
        var items = new ArrayList<ListedItem>(entries.size());
        for (int at = 0; at < entries.size(); at++) {
            RankedItems.Entry entry = entries.get(at);
            String rule = pinned.get(entry.row());
            items.add(
                    new ListedItem(
                            serving.items().id(entry.row()),
                            propensity(entry) < 1 ? Double.NaN : entry.score(),
                            source(entry),
                            serving.attributes(entry.row(), plan.request().include()),
                            reasons == null ? null : reasons.of(entry, at + 1, rule),
                            propensity(entry)));
        }
        return new Content(
                ranking.query().user(),
                serving.pipeline(),
                serving.modelVersion(),
                ranking.isCold(),
                nextPage(items),
                items,
                ranked.notes());
    }

    /** With what probability an item was put there. */
    private static double propensity(RankedItems.Entry entry) {
        double propensity = 1;
        for (Note note : entry.notes()) {
            propensity = note instanceof Note.Drawn drawn ? drawn.probability() : propensity;
        }
        return propensity;
    }

    static String source(RankedItems.Entry entry) {
        return entry.source().equals(Serving.POPULAR) && entry.score() < 0
                ? Serving.LATEST
                : entry.source();
    }

    private List<RankedItems.Entry> withPins(
            List<RankedItems.Entry> ranked, Map<Integer, String> pinned) {
        if (plan.pins().isEmpty()) {
            return ranked;
        }
        var entries = new ArrayList<>(ranked);
        int next = 0;
        for (RuleBook.Pinned one : plan.pins()) {
            int row = serving.items().row(one.pin().item());
            if (row == IdIndex.ABSENT || pinned.containsKey(row) || !mayPin(row)) {
                continue;
            }
            RankedItems.Entry there = null;
            for (RankedItems.Entry entry : entries) {
                there = entry.row() == row ? entry : there;
            }
            entries.remove(there);
            int place = Math.min(entries.size(), Math.max(next, one.pin().position() - 1));
            double score = there == null ? Double.NaN : there.score();
            entries.add(place, new RankedItems.Entry(row, score, PIN, false));
            pinned.put(row, one.rule());
            next = place + 1;
        }
        int n = plan.request().limit();
        return entries.size() > n ? entries.subList(0, n) : entries;
    }

    /** A pin does not bring in what the user has, does not want, or may not see. */
    private boolean mayPin(int row) {
        var query = ranking.query();
        String id = serving.items().id(row);
        boolean allowed = query.allow() == null || query.allow().contains(id);
        boolean seen = !query.repeatSeen() && query.history().find(row) >= 0;
        return allowed && !seen && !query.exclude().contains(id) && plan.keeps(query, row);
    }

    private @Nullable String nextPage(List<ListedItem> items) {
        boolean full = items.size() == plan.request().limit();
        if (!full || !plan.hasPageAt(plan.page().served().length + items.size())) {
            return null;
        }
        return plan.page()
                .after(items.stream().map(ListedItem::item).toList(), lastSequence)
                .token();
    }

    /** The first moment at which the list is no longer right: an item runs out, a rule changes. */
    long validUntil(Content content) {
        long until = serving.rules(plan.now()).nextChange(plan.now());
        for (ListedItem item : content.items()) {
            int row = serving.items().row(item.item());
            until = Math.min(until, serving.universe().availableUntil(row));
        }
        PipelineSpec.Exploration exploration = serving.spec().serving().exploration();
        return exploration.isOn() ? Math.min(until, Explored.end(exploration, plan.now())) : until;
    }
}
