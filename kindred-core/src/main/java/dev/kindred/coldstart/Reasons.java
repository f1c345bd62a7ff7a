package dev.kindred.coldstart;

import dev.kindred.model.Explanation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reasons in words. */
final class Reasons {
    private static final int SHOWN = 2;

    private Reasons() {}

    /** By the attributes that spoke for the item. */
    static String ofGroups(Explanation why) {
        List<String> groups =
                why.terms().stream()
                        .filter(term -> term.contribution() > 0)
                        .limit(SHOWN)
                        .map(term -> term.field() + " " + term.text())
                        .toList();
        return groups.isEmpty()
                ? "popular with people like you"
                : "popular with people like you (%s)".formatted(String.join(", ", groups));
    }

    static String ofCategory(@Nullable String category) {
        return category == null
                ? "something else"
                : "something else: among the best of " + category;
    }
}
