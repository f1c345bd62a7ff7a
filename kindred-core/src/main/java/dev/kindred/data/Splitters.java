package dev.kindred.data;

import dev.kindred.internal.Checks;
import dev.kindred.internal.Suggestion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * All ways to split a data set. Every one depends on the data and the seed alone.
 *
 * <p>Items that the training data lacks have the target row {@link IdIndex#ABSENT} and count as
 * targets; users that it lacks have an empty history. Users without targets are not in the test
 * set. Counts are fractions rounded to the nearest whole number (a half up).
 *
 * <p>Cost: O(interactions) time and memory per split; {@link #time} sorts.
 */
public final class Splitters {
    private static final double KNOWN = 0.8; // of a held-out user's interactions
    private static final Map<String, Form> FORMS = forms();

    /** How a description is written, and what it makes. */
    private record Form(String example, Function<String, Splitter> create) {}

    private Splitters() {}

    private static Map<String, Form> forms() {
        var forms = new LinkedHashMap<String, Form>();
        forms.put("random", new Form("random:0.2", text -> random(number(text))));
        forms.put("user", new Form("user:0.2", text -> perUser(number(text))));
        forms.put("leave-one-out", new Form("leave-one-out", text -> leaveOneOut()));
        forms.put("last", new Form("last:5", text -> last(count(text))));
        forms.put("time", new Form("time:0.8", text -> time(number(text))));
        forms.put("users", new Form("users:0.1", text -> users(number(text))));
        forms.put("cold-users", new Form("cold-users:0.1", text -> coldUsers(number(text))));
        forms.put("items", new Form("items:0.2", text -> items(number(text))));
        forms.put("cv", new Form("cv:5", text -> folds(count(text))));
        forms.put("cv-users", new Form("cv-users:5", text -> userFolds(count(text))));
        return forms;
    }

    /**
     * The splitter of a description, such as {@code random:0.2}; the reverse of {@link
     * Splitter#description}.
     *
     * @throws IllegalArgumentException if it is no description; the message lists the known forms
     */
    public static Splitter parse(String spec) {
        String[] parts = spec.trim().split(":", 2);
        Form form = FORMS.get(parts[0]);
        if (form == null) {
            throw new IllegalArgumentException(
                    "unknown split \"%s\"%s; there are %s"
                            .formatted(
                                    spec,
                                    Suggestion.didYouMean(parts[0], FORMS.keySet()),
                                    examples()));
        }
        if (parts.length > 1 != form.example().contains(":")) {
            throw new IllegalArgumentException(
                    "split \"%s\" is written %s; there are %s"
                            .formatted(spec, form.example(), examples()));
        }
        try {
            return form.create().apply(parts.length > 1 ? parts[1].trim() : "");
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "split \"%s\": \"%s\" is no number, as in %s; there are %s"
                            .formatted(spec, parts[1], form.example(), examples()),
                    e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "split \"%s\": %s; there are %s".formatted(spec, e.getMessage(), examples()),
                    e);
        }
    }

    private static String examples() {
        return String.join(", ", FORMS.values().stream().map(Form::example).toList());
    }

    private static double number(String text) {
        return Double.parseDouble(text);
    }

    private static int count(String text) {
        return Integer.parseInt(text);
    }

    /** {@code random:0.2}: a fraction of all interactions, at random. */
    public static Splitter random(double fraction) {
        checkFraction(fraction);
        return new InteractionSplitter(
                "random:" + fraction,
                (data, random) -> List.of(InteractionSplitter.random(data, fraction, random)));
    }

    /**
     * {@code user:0.2}: a fraction of each user's interactions, at random; everybody keeps at least
     * one in the training data.
     */
    public static Splitter perUser(double fraction) {
        checkFraction(fraction);
        return new InteractionSplitter(
                "user:" + fraction,
                (data, random) -> List.of(InteractionSplitter.perUser(data, fraction, random)));
    }

    /**
     * {@code leave-one-out}: each user's last event; who has only one keeps it in the training
     * data.
     */
    public static Splitter leaveOneOut() {
        return new InteractionSplitter(
                "leave-one-out", (data, random) -> List.of(InteractionSplitter.last(data, 1)));
    }

    /**
     * {@code last:5}: each user's last events, at most all but one. Events without times are in the
     * order of their arrival.
     */
    public static Splitter last(int events) {
        Checks.positive("events", events);
        return new InteractionSplitter(
                "last:" + events,
                (data, random) -> List.of(InteractionSplitter.last(data, events)));
    }

    /**
     * {@code time:0.8}: the first fraction of all interactions by time is the training data, the
     * rest the test set. Of equal times, those of lower user rows come first; interactions without
     * time come before all others.
     *
     * <p>Splitting data without any times throws {@link IllegalArgumentException}.
     */
    public static Splitter time(double trainFraction) {
        checkFraction(trainFraction);
        return new InteractionSplitter(
                "time:" + trainFraction,
                (data, random) -> List.of(InteractionSplitter.latest(data, trainFraction)));
    }

    /**
     * {@code users:0.1}: a fraction of the users, at random, is held out: the training data has
     * nothing of them. A random 80 % of each one's interactions is the history that the model is
     * given (items that the training data knows; in event order), the rest, at least one where
     * there are two, are the targets.
     */
    public static Splitter users(double fraction) {
        checkFraction(fraction);
        return new UserSplitter(
                "users:" + fraction,
                KNOWN,
                (data, random) -> List.of(UserSplitter.random(data, fraction, random)));
    }

    /**
     * {@code cold-users:0.1}: a fraction of the users, at random, is held out and comes without any
     * history: all their interactions are targets, and a model knows their attributes alone. The
     * users of the same fraction and seed are those of {@link #users}.
     */
    public static Splitter coldUsers(double fraction) {
        checkFraction(fraction);
        return new UserSplitter(
                "cold-users:" + fraction,
                0,
                (data, random) -> List.of(UserSplitter.random(data, fraction, random)));
    }

    /**
     * {@code items:0.2}: a fraction of the items that anybody has, at random, is hidden: the
     * training data has their attributes alone, as if they were new. What users did with them are
     * the targets, and lists are made of the hidden items alone; a user's history is the rest. A
     * hidden item without attributes is unknown to the training data: a target that no list can
     * hold.
     *
     * <p>Splitting data whose hidden items have no attributes at all throws {@link
     * IllegalArgumentException}.
     */
    public static Splitter items(double fraction) {
        checkFraction(fraction);
        return new ItemSplitter("items:" + fraction, fraction);
    }

    /** {@code cv:5}: cross-validation; each interaction is in the test set of one split. */
    public static Splitter folds(int folds) {
        checkFolds(folds);
        return new InteractionSplitter(
                "cv:" + folds,
                (data, random) -> InteractionSplitter.folds(data.size(), folds, random));
    }

    /** {@code cv-users:5}: as {@link #users}; each user is held out in one split. */
    public static Splitter userFolds(int folds) {
        checkFolds(folds);
        return new UserSplitter(
                "cv-users:" + folds,
                KNOWN,
                (data, random) -> InteractionSplitter.folds(data.users().size(), folds, random));
    }

    private static void checkFraction(double fraction) {
        if (!(fraction > 0 && fraction < 1)) {
            throw new IllegalArgumentException(
                    "the fraction must be above 0 and below 1, but is " + fraction);
        }
    }

    private static void checkFolds(int folds) {
        if (folds < 2) {
            throw new IllegalArgumentException("there must be at least 2 folds, not " + folds);
        }
    }
}
