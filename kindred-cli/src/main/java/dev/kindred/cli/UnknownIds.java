package dev.kindred.cli;

import dev.kindred.data.IdIndex;
import dev.kindred.internal.Suggestion;
import java.util.Collection;
import java.util.List;

/** Tells of ids that are not there: the first few with a guess of what was meant. */
final class UnknownIds {
    private static final int SHOWN = 5;

    private UnknownIds() {}

    /**
     * Tells which of the ids are unknown.
     *
     * @param before the start of the message, such as "--history: item"
     * @param after its end, such as " and left out"
     */
    static void tell(
            CommonOptions common,
            Collection<String> ids,
            IdIndex known,
            String before,
            String after) {
        List<String> unknown = ids.stream().filter(id -> !known.contains(id)).distinct().toList();
        unknown.stream()
                .limit(SHOWN)
                .forEach(
                        id ->
                                common.note(
                                        "%s \"%s\" is unknown%s%s"
                                                .formatted(
                                                        before, id, suggestion(id, known), after)));
        if (unknown.size() > SHOWN) {
            common.note(
                    "%s: %d more are unknown%s".formatted(before, unknown.size() - SHOWN, after));
        }
    }

    /** A guess what was meant; numbers resemble each other too much for one. */
    static String suggestion(String id, IdIndex known) {
        return id.chars().allMatch(Character::isDigit)
                ? ""
                : Suggestion.didYouMean(id, known.ids());
    }
}
