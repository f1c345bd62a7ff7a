package dev.kindred.advise;

import dev.kindred.advise.Suggested.Task;
import dev.kindred.blend.HybridConfig;
import dev.kindred.model.Algorithms;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Says which algorithms fit a data set, why, and in which order to try them. Names only algorithms
 * that are on the class path.
 *
 * <p>The rules are about what an algorithm needs (memory, repeated behaviour, times, a scale) and
 * about how the algorithms did in published comparisons; they order candidates and never replace
 * {@code evaluate} on the data itself.
 */
public final class Advisor {
    /** From this many interactions per median user on, behaviour counts as rich. */
    static final int RICH = 5;

    /**
     * The largest catalogue for which a dense item-item matrix is suggested (about 1.6 GB of
     * floats).
     */
    static final int DENSE_ITEMS = 20_000;

    /** The largest number of users for which neighbourhoods of users are suggested. */
    static final int MANY_USERS = 200_000;

    /** From this share of described items on, attributes count as rich. */
    static final double DESCRIBED = 0.5;

    private static final String CONTENT = "content";
    private static final String SEQUENCE = "sasrec";
    private static final double TEXT_WORDS = 6;
    private static final double TIMED = 0.9;
    private static final int LONGEST_SESSION = 20;
    private static final double SHORT_GAP = 30 * 60_000.0; // half an hour

    private final DataProfile profile;
    private final List<Suggested> suggestions = new ArrayList<>();

    private Advisor(DataProfile profile) {
        this.profile = profile;
    }

    /**
     * Suggestions for lists first, then for ratings where the data holds ratings; each in the order
     * to try.
     */
    public static List<Suggested> suggest(DataProfile profile) {
        var advisor = new Advisor(profile);
        if (profile.pairs() > 0) {
            advisor.lists();
            if (profile.kind() == FeedbackKind.EXPLICIT) {
                advisor.ratings();
            }
        }
        return List.copyOf(advisor.suggestions);
    }

    /** Suggestions for one task, whatever the values look like; in the order to try. */
    static List<Suggested> suggest(DataProfile profile, Task task) {
        var advisor = new Advisor(profile);
        if (profile.pairs() > 0 && task == Task.LISTS) {
            advisor.lists();
        } else if (profile.pairs() > 0) {
            advisor.ratings();
        }
        return List.copyOf(advisor.suggestions);
    }

    private boolean isRich() {
        return profile.perUser().median() >= RICH
                && profile.users() >= 20
                && profile.perItem().mean() >= 2;
    }

    private void lists() {
        if (isShortSessions()) {
            sequence();
        }
        if (isRich()) {
            attributesBesideBehaviour();
            richLists();
        } else {
            attributesAlone();
        }
        popular();
        if (!isRich()) {
            lists(
                    "item-knn",
                    Map.of(),
                    "half of the users have at most %.0f items: little to learn from, so shrunk item "
                            + "neighbourhoods may or may not beat popularity",
                    profile.perUser().median());
        }
    }

    /** True where most users come once, do a few things one after the other, and rate nothing. */
    private boolean isShortSessions() {
        return profile.times().share() >= TIMED
                && profile.times().days() > 0
                && profile.kind() != FeedbackKind.EXPLICIT
                && profile.perUser().median() >= 2
                && profile.perUser().median() <= LONGEST_SESSION
                && profile.times().medianGap() <= SHORT_GAP
                && profile.users() >= 20
                && profile.perItem().mean() >= 2;
    }

    private void sequence() {
        String what =
                String.format(
                        Locale.ROOT,
                        "half of the users have at most %.0f events, minutes apart: the order of the "
                                + "last few says most",
                        profile.perUser().median());
        if (isThere(SEQUENCE)) {
            lists(SEQUENCE, Map.of(), "%s", what);
        } else {
            lists(
                    "item-knn",
                    Map.of("weighting", "bm25"),
                    "%s. A sequence model (%s) would fit and is not there; neighbours of the few items "
                            + "of a session come next",
                    what,
                    SEQUENCE);
        }
    }

    /** The share of the items with an attribute that others share, or a text. */
    private double described() {
        return profile.itemFields().stream()
                .filter(field -> field.words() >= TEXT_WORDS || isShared(field))
                .mapToDouble(DataProfile.Field::coverage)
                .max()
                .orElse(0);
    }

    private boolean isShared(DataProfile.Field field) {
        return field.distinct() > 1 && field.distinct() * 2.0 <= field.coverage() * profile.items();
    }

    private void attributesBesideBehaviour() {
        if (described() >= DESCRIBED && isThere(CONTENT)) {
            String behaviour = profile.items() <= DENSE_ITEMS ? "ease" : "rp3beta";
            lists(
                    "hybrid",
                    Map.of("parts", behaviour + "+" + CONTENT),
                    "behaviour is rich and %.0f %% of the items are described: %s and %s, weighted by what "
                            + "they prove to know",
                    100 * described(),
                    behaviour,
                    CONTENT);
        }
    }

    private void attributesAlone() {
        if (!isThere(CONTENT)) {
            return;
        }
        if (described() >= DESCRIBED) {
            lists(
                    CONTENT,
                    Map.of(),
                    "little behaviour, but %.0f %% of the items are described: items like those that the "
                            + "user liked",
                    100 * described());
        } else if (described() > 0) {
            lists(
                    "hybrid",
                    Map.of("parts", "popular+" + CONTENT, "weights", HybridConfig.EQUAL),
                    "little behaviour, and only %.0f %% of the items are described: what is popular, with "
                            + "some content",
                    100 * described());
        }
    }

    private void richLists() {
        if (profile.items() <= DENSE_ITEMS) {
            lists(
                    "ease",
                    Map.of(),
                    "%,d items fit a dense item-item model, which is hard to beat on rich behaviour; one "
                            + "setting (regularization)",
                    profile.items());
        }
        lists(
                "rp3beta",
                Map.of(),
                "random walks cost seconds at this size and held their own against every neural model in "
                        + "published comparisons");
        lists(
                "ials",
                Map.of(),
                "the median user has %.0f items: enough for factors, which also scale to very large data",
                profile.perUser().median());
        if (profile.users() <= MANY_USERS) {
            lists(
                    "user-knn",
                    Map.of(),
                    "%,d users can be compared exactly; strong where tastes overlap",
                    profile.users());
        }
        lists(
                "item-knn",
                Map.of(),
                "fast, and every item is explained by the items of the history");
    }

    private void popular() {
        if (profile.times().days() > 30) {
            lists(
                    "popular",
                    Map.of("halfLife", halfLife()),
                    "the bar that everything personal has to pass; the data spans %.0f days, so recent "
                            + "interactions should count more",
                    profile.times().days());
        } else {
            lists("popular", Map.of(), "the bar that everything personal has to pass");
        }
    }

    private String halfLife() {
        return Long.toString(Math.max(7, Math.round(profile.times().days() / 10)));
    }

    private void ratings() {
        if (isRich()) {
            ratings(
                    "svd-plus-plus",
                    "uses what was rated beside how; the most accurate, and the slowest");
            ratings("biased-mf", "nearly as accurate, and much faster");
            ratings("item-knn", "explains a prediction by the user's own ratings");
            ratings("user-knn", "explains a prediction by users of similar taste");
        }
        ratings("bias", "global mean, user and item effects: the bar for predicted ratings");
    }

    private void lists(String name, Map<String, String> settings, String reason, Object... args) {
        add(Task.LISTS, name, settings, String.format(Locale.ROOT, reason, args));
    }

    private void ratings(String name, String reason) {
        boolean hasModes = name.endsWith("-knn");
        add(Task.RATINGS, name, hasModes ? Map.of("mode", "rating") : Map.of(), reason);
    }

    private void add(Task task, String name, Map<String, String> settings, String reason) {
        boolean known =
                suggestions.stream()
                        .anyMatch(one -> one.task() == task && one.algorithm().equals(name));
        if (isThere(name) && !known) {
            suggestions.add(new Suggested(name, settings, task, reason));
        }
    }

    private static boolean isThere(String name) {
        return Algorithms.all().stream().anyMatch(provider -> provider.name().equals(name));
    }
}
