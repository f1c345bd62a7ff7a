package dev.kindred.rank;

import dev.kindred.data.IdIndex;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * At which stage of the pipeline an item fell out of a list.
 *
 * @param stage the first stage that it did not pass
 * @param rule the filter or step that did it, or null
 * @param rank by score among all that could be recommended, from 1; 0 where it did not come to that
 * @param score {@code NaN} where it has none
 * @param text the same in a sentence without the item's name, such as "the user has it already"
 */
public record WhyNot(Stage stage, @Nullable String rule, int rank, double score, String text) {
    /** The stages in their order. */
    public enum Stage {
        /** The model does not know such an item. */
        UNKNOWN,
        /** It is in the user's history. */
        SEEN,
        /** The query excludes it. */
        EXCLUDED,
        /** The query allows others only. */
        NOT_ALLOWED,
        /** A filter takes it out. */
        FILTERED,
        /** No model has an opinion about it. */
        NOT_A_CANDIDATE,
        /** Others have higher scores. */
        OUTRANKED,
        /** Its score would do, but a step put others before it. */
        RERANKED,
        /** It is in the list. */
        LISTED
    }

    static WhyNot of(Stage stage, String text) {
        return new WhyNot(stage, null, 0, Double.NaN, text);
    }

    /** The answer for an item that no model knows. */
    public static WhyNot unknown() {
        return of(Stage.UNKNOWN, "it is not known: neither interactions nor attributes name it");
    }

    /** What the query itself rules out, or null. */
    static @Nullable WhyNot byQuery(Query query, IdIndex items, int item) {
        String id = items.id(item);
        Set<String> allow = query.allow();
        if (!query.repeatSeen() && query.history().find(item) >= 0) {
            return of(Stage.SEEN, "the user has it already");
        } else if (query.exclude().contains(id)) {
            return of(Stage.EXCLUDED, "the request excludes it");
        } else if (allow != null && !allow.contains(id)) {
            return of(Stage.NOT_ALLOWED, "the request allows other items only");
        }
        return null;
    }

    static WhyNot filtered(String rule) {
        return new WhyNot(
                Stage.FILTERED, rule, 0, Double.NaN, "the filter %s takes it out".formatted(rule));
    }

    /**
     * Where an item stands in a ranking of all candidates.
     *
     * @param all every candidate, best first
     * @param last the rank that is needed to be chosen from
     */
    static WhyNot ofRank(RankedItems all, int item, int last) {
        int at = position(all, item);
        if (at < 0) {
            return of(Stage.NOT_A_CANDIDATE, "no model has an opinion about it for this user");
        }
        RankedItems.Entry entry = all.entries().get(at);
        if (at < last) {
            return new WhyNot(
                    Stage.LISTED,
                    null,
                    at + 1,
                    entry.score(),
                    "it is in the list, at rank " + (at + 1));
        }
        RankedItems.Entry edge = all.entries().get(last - 1);
        String fill = entry.fallback() && !edge.fallback() ? ", from the fallback" : "";
        return new WhyNot(
                Stage.OUTRANKED,
                null,
                at + 1,
                entry.score(),
                "it has rank %d with score %s%s; rank %d has %s"
                        .formatted(
                                at + 1, rounded(entry.score()), fill, last, rounded(edge.score())));
    }

    /** An item that was among the candidates of the steps. */
    WhyNot after(RankedItems stepped, int item, int n) {
        int at = position(stepped, item);
        if (at >= 0 && at < n) {
            return new WhyNot(
                    Stage.LISTED, null, rank, score, "it is in the list, at rank " + (at + 1));
        }
        String by = "steps";
        String why = "";
        for (Note note : at < 0 ? java.util.List.<Note>of() : stepped.entries().get(at).notes()) {
            if (note instanceof Note.Move move && move.to() > n && move.to() > move.from()) {
                by = move.by();
                why = " " + move.by() + " put it at %d".formatted(move.to());
            }
        }
        if (rank > n) {
            return new WhyNot(
                    Stage.OUTRANKED,
                    null,
                    rank,
                    score,
                    "it has rank %d of %d with score %s, and no step moved it up"
                            .formatted(rank, n, rounded(score)));
        }
        return new WhyNot(
                Stage.RERANKED,
                by,
                rank,
                score,
                "by its score it has rank %d, but%s to make room for others"
                        .formatted(rank, why.isEmpty() ? " steps put it lower" : why));
    }

    private static int position(RankedItems list, int item) {
        for (int at = 0; at < list.size(); at++) {
            if (list.row(at) == item) {
                return at;
            }
        }
        return -1;
    }

    private static String rounded(double score) {
        return String.format(java.util.Locale.ROOT, "%.4f", score);
    }
}
