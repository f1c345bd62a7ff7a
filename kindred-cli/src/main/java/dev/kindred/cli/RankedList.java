package dev.kindred.cli;

import dev.kindred.coldstart.Exploration;
import dev.kindred.data.IdIndex;
import dev.kindred.model.Explanation;
import dev.kindred.rank.Note;
import dev.kindred.rank.WhyNot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A list as it is shown.
 *
 * @param kind what it is a list for: "user" or "item"
 * @param id of that user or item, or null for a guest
 * @param coldStart true if nothing is known of the user
 * @param of what it is a list of: "item" or "user"
 * @param items best first
 * @param notes on the list as a whole
 * @param missing items about which was asked why they are not in the list
 */
record RankedList(
        String kind,
        @Nullable String id,
        boolean coldStart,
        String of,
        List<Item> items,
        List<String> notes,
        List<Missing> missing) {
    /** A list without notes. */
    RankedList(String kind, @Nullable String id, boolean coldStart, String of, List<Item> items) {
        this(kind, id, coldStart, of, items, List.of(), List.of());
    }

    RankedList withMissing(List<Missing> items) {
        return new RankedList(kind, id, coldStart, of, this.items, notes, items);
    }

    /** An item that was asked about. */
    record Missing(String id, @Nullable String title, WhyNot why) {
        private Map<String, Object> json() {
            var map = new LinkedHashMap<String, Object>();
            map.put("item", id);
            if (title != null) {
                map.put("title", title);
            }
            map.put("stage", why.stage().name().toLowerCase(Locale.ROOT).replace('_', '-'));
            if (why.rule() != null) {
                map.put("rule", why.rule());
            }
            if (why.rank() > 0) {
                map.put("rank", why.rank());
                map.put("score", why.score());
            }
            map.put("text", why.text());
            return map;
        }

        String inWords() {
            return "%s: %s".formatted(title == null ? id : id + " (" + title + ")", why.text());
        }
    }

    /**
     * An item of a list.
     *
     * @param source the model that put it there
     * @param fallback true if it only fills a place that the model left open
     * @param because why it is there, largest share first; null if that was not asked
     * @param terms what it has in common with the user's items, largest share first
     * @param notes what rules and steps did with it
     * @param parts the models of a hybrid that scored it; empty for a model that is none
     */
    record Item(
            String id,
            double score,
            @Nullable String title,
            List<String> genres,
            String source,
            boolean fallback,
            @Nullable List<Reason> because,
            List<Term> terms,
            List<Note> notes,
            List<Explanation.Source> parts) {
        /** An item that no rule, no step and no hybrid touched. */
        Item(
                String id,
                double score,
                @Nullable String title,
                List<String> genres,
                String source,
                boolean fallback,
                @Nullable List<Reason> because,
                List<Term> terms) {
            this(id, score, title, genres, source, fallback, because, terms, List.of(), List.of());
        }

        /** Why, in words, moves included; empty if nobody knows or asked. */
        String why() {
            if (because == null) {
                return "";
            }
            var parts = new ArrayList<String>();
            parts.add(reason(because));
            notes.forEach(note -> parts.add(note.text()));
            parts.removeIf(String::isEmpty);
            return String.join("; ", parts);
        }

        private String reason(List<Reason> because) {
            if (because.isEmpty()) {
                String words = ColdLists.words(source, terms);
                if (words.isEmpty()) {
                    return fallback ? "popular with everybody" : places();
                }
                return words;
            }
            List<String> reasons =
                    because.stream()
                            .limit(SHOWN_REASONS)
                            .map(
                                    reason ->
                                            "%s (%.0f %%)"
                                                    .formatted(
                                                            reason.titleOrId(),
                                                            100 * reason.share()))
                            .toList();
            String places = places();
            return "%s %s%s%s"
                    .formatted(
                            source.equals(AudienceCommand.SOURCE) ? "has" : "because you liked",
                            String.join(", ", reasons),
                            inCommon(),
                            places.isEmpty() ? "" : "; " + places);
        }

        /** Where the models of a hybrid have it: {@code 1st for ease, 12th for ials}. */
        private String places() {
            return String.join(
                    ", ",
                    parts.stream()
                            .map(part -> "%s for %s".formatted(ordinal(part.rank()), part.name()))
                            .toList());
        }

        private static String ordinal(int rank) {
            boolean teen = rank / 10 % 10 == 1;
            return rank
                    + switch (teen ? 0 : rank % 10) {
                        case 1 -> "st";
                        case 2 -> "nd";
                        case 3 -> "rd";
                        default -> "th";
                    };
        }

        private String inCommon() {
            List<String> texts =
                    terms.stream().map(Term::text).distinct().limit(SHOWN_TERMS).toList();
            return texts.isEmpty() ? "" : ": " + String.join(", ", texts);
        }
    }

    private static final int SHOWN_REASONS = 3;
    private static final int SHOWN_TERMS = 4;

    /**
     * An attribute that a recommended item shares with past ones.
     *
     * @param share of all that speaks for the item; from 0 to 1
     */
    record Term(String field, String text, double share) {}

    /**
     * A past item that speaks for a recommended one.
     *
     * @param share of all that speaks for it; from 0 to 1
     */
    record Reason(String id, @Nullable String title, double share) {
        /** The items that spoke for another one, at most so many. */
        static List<Reason> of(Explanation why, IdIndex items, Titles titles, int most) {
            var reasons = new ArrayList<Reason>();
            for (int k = 0; k < Math.min(most, why.size()) && why.share(k) > 0; k++) {
                String id = items.id(why.items()[k]);
                reasons.add(new Reason(id, titles.title(id), why.share(k)));
            }
            return reasons;
        }

        String titleOrId() {
            return title == null ? id : title;
        }
    }

    /** The shape of the list in JSON. */
    Map<String, Object> json() {
        var map = new LinkedHashMap<String, Object>();
        map.put(kind, id == null ? Absent.NULL : id);
        if (coldStart) {
            map.put("coldStart", true);
        }
        var elements = new ArrayList<Map<String, Object>>();
        for (int at = 0; at < items.size(); at++) {
            Map<String, Object> element = json(items.get(at), of, at + 1);
            if (coldStart || items.get(at).source().equals(Exploration.SOURCE)) {
                element.put("reason", items.get(at).source());
            }
            elements.add(element);
        }
        map.put(of + "s", elements);
        if (!notes.isEmpty()) {
            map.put("notes", notes);
        }
        if (!missing.isEmpty()) {
            map.put("whyNot", missing.stream().map(Missing::json).toList());
        }
        return map;
    }

    private static Map<String, Object> json(Item item, String of, int rank) {
        var map = new LinkedHashMap<String, Object>();
        map.put(of, item.id());
        map.put("score", item.score());
        if (item.title() != null) {
            map.put("title", item.title());
        }
        if (!item.genres().isEmpty()) {
            map.put("genres", item.genres());
        }
        if (item.fallback()) {
            map.put("fallback", true);
        }
        if (item.because() != null) {
            map.put("explain", explain(item, item.because(), rank));
        }
        return map;
    }

    private static Map<String, Object> explain(Item item, List<Reason> because, int rank) {
        var source = new LinkedHashMap<String, Object>();
        source.put("recommender", item.source());
        source.put("score", item.score());
        source.put("rank", rankBefore(item.notes(), rank));
        var reasons = new ArrayList<Map<String, Object>>();
        for (Reason reason : because) {
            var map = new LinkedHashMap<String, Object>();
            map.put("item", reason.id());
            if (reason.title() != null) {
                map.put("title", reason.title());
            }
            map.put("share", reason.share());
            reasons.add(map);
        }
        source.put("because", reasons);
        if (!item.terms().isEmpty()) {
            source.put("terms", item.terms().stream().map(RankedList::json).toList());
        }
        var sources = new ArrayList<Map<String, Object>>();
        sources.add(source);
        item.parts().forEach(part -> sources.add(part(part)));
        var explain = new LinkedHashMap<String, Object>();
        explain.put("sources", sources);
        addNotes(item.notes(), explain);
        String why = item.why();
        if (!why.isEmpty()) {
            explain.put("text", Character.toUpperCase(why.charAt(0)) + why.substring(1));
        }
        return explain;
    }

    private static Map<String, Object> json(Term term) {
        var map = new LinkedHashMap<String, Object>();
        map.put("field", term.field());
        map.put("term", term.text());
        map.put("share", term.share());
        return map;
    }

    /** The rank that the source gave. */
    private static int rankBefore(List<Note> notes, int rank) {
        for (Note note : notes) {
            if (note instanceof Note.Move move) {
                return move.from();
            }
        }
        return rank;
    }

    private static void addNotes(List<Note> notes, Map<String, Object> explain) {
        var rules = new ArrayList<Map<String, Object>>();
        var moves = new ArrayList<Map<String, Object>>();
        for (Note note : notes) {
            var map = new LinkedHashMap<String, Object>();
            if (note instanceof Note.Boost boost) {
                map.put("rule", boost.by());
                map.put("factor", boost.factor());
                rules.add(map);
            } else if (note instanceof Note.Move move) {
                map.put("step", move.by());
                map.put("from", move.from());
                map.put("to", move.to());
                map.put("reason", move.reason());
                moves.add(map);
            }
        }
        if (!rules.isEmpty()) {
            explain.put("rules", rules);
        }
        if (!moves.isEmpty()) {
            explain.put("rerank", moves);
        }
    }

    /** One model of a hybrid. */
    private static Map<String, Object> part(Explanation.Source part) {
        var map = new LinkedHashMap<String, Object>();
        map.put("recommender", part.name());
        map.put("score", part.score());
        map.put("rank", part.rank());
        if (!Double.isNaN(part.contribution())) {
            map.put("contribution", part.contribution());
        }
        return map;
    }

    /** Stands for null in maps. */
    enum Absent {
        NULL
    }
}
