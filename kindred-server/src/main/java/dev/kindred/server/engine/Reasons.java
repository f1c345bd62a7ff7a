package dev.kindred.server.engine;

import dev.kindred.coldstart.ColdStart;
import dev.kindred.coldstart.Demographic;
import dev.kindred.coldstart.DiverseCategories;
import dev.kindred.coldstart.Exploration;
import dev.kindred.model.Explanation;
import dev.kindred.model.Model;
import dev.kindred.rank.Note;
import dev.kindred.rank.Query;
import dev.kindred.rank.RankedItems;
import dev.kindred.server.engine.ListedItem.Move;
import dev.kindred.server.engine.ListedItem.RuleEffect;
import dev.kindred.server.engine.ListedItem.Source;
import dev.kindred.server.engine.ListedItem.Why;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says why items are in a list. */
final class Reasons {
    private static final int MOST_ITEMS = 3;
    private static final int MOST_TERMS = 2;

    private final Ranking ranking;
    private final Serving serving;
    private final Query query;

    Reasons(Ranking ranking) {
        this.ranking = ranking;
        this.serving = ranking.plan().serving();
        this.query = ranking.query();
    }

    /**
     * Why an entry is where it is.
     *
     * @param place from 1
     * @param rule that pinned it, or null
     */
    Why of(RankedItems.Entry entry, int place, @Nullable String rule) {
        var effects = new ArrayList<RuleEffect>();
        Move move = null;
        for (Note note : entry.notes()) {
            if (note instanceof Note.Boost boost) {
                effects.add(new RuleEffect(boost.by(), boost.factor()));
            } else if (note instanceof Note.Move one) {
                move = new Move(move == null ? one.from() : move.from(), place, one.reason());
            }
        }
        if (rule != null) {
            effects.add(new RuleEffect(rule, Double.NaN));
            return new Why(List.of(), effects, null, "Placed here by the rule %s".formatted(rule));
        }
        boolean drawn = entry.source().equals(Exploration.SOURCE);
        return drawn || entry.fallback() || ranking.isCold() || serving.model() == null
                ? general(entry, effects, move)
                : personal(entry, effects, move, serving.model());
    }

    private Why general(RankedItems.Entry entry, List<RuleEffect> effects, @Nullable Move move) {
        String source = Finisher.source(entry);
        String text =
                switch (source) {
                    case ColdStart.POPULAR -> "Popular with everybody";
                    case Demographic.NAME -> groups(entry.row());
                    case DiverseCategories.SOURCE -> "Among the best of its kind";
                    case Serving.LATEST -> "New";
                    case Exploration.SOURCE -> "To find out who likes it";
                    default -> "Recommended by " + source;
                };
        double score = source.equals(Exploration.SOURCE) ? Double.NaN : entry.score();
        Source why = new Source(source, score, 0, List.of());
        return new Why(List.of(why), effects, move, text);
    }

    private String groups(int row) {
        LoadedModel loaded = serving.loaded();
        String like = "Popular with people like you";
        if (loaded == null) {
            return like;
        }
        List<String> names =
                loaded.coldStart().explain(query, row).terms().stream()
                        .limit(MOST_TERMS)
                        .map(term -> term.field() + " " + term.text())
                        .toList();
        return names.isEmpty() ? like : "%s (%s)".formatted(like, String.join(", ", names));
    }

    private Why personal(
            RankedItems.Entry entry, List<RuleEffect> effects, @Nullable Move move, Model model) {
        Explanation why = model.explain(query.history().without(entry.row()), entry.row());
        var because = new ArrayList<String>();
        for (int k = 0; k < Math.min(MOST_ITEMS, why.size()) && why.share(k) > 0; k++) {
            because.add(serving.items().id(why.items()[k]));
        }
        var sources = new ArrayList<Source>();
        for (Explanation.Source one : why.sources()) {
            sources.add(
                    new Source(
                            one.name(),
                            one.score(),
                            one.rank(),
                            sources.isEmpty() ? because : List.of()));
        }
        if (sources.isEmpty()) {
            sources.add(new Source(entry.source(), entry.score(), 0, because));
        }
        return new Why(sources, effects, move, text(entry, why, because));
    }

    private String text(RankedItems.Entry entry, Explanation why, List<String> because) {
        if (!because.isEmpty()) {
            List<String> titles = because.stream().map(this::title).toList();
            int last = titles.size() - 1;
            return last == 0
                    ? "Because you liked " + titles.get(0)
                    : "Because you liked %s and %s"
                            .formatted(
                                    String.join(", ", titles.subList(0, last)), titles.get(last));
        }
        List<String> terms =
                why.terms().stream()
                        .filter(term -> term.contribution() > 0)
                        .limit(MOST_TERMS)
                        .map(term -> "%s %s".formatted(term.field(), term.text()))
                        .toList();
        return terms.isEmpty()
                ? "Recommended for you by " + entry.source()
                : "Because of " + String.join(" and ", terms);
    }

    private String title(String item) {
        Object title = serving.value(serving.items().row(item), "title");
        return title == null ? item : title.toString();
    }
}
