package dev.kindred.advise;

import static dev.kindred.advise.Finding.Severity.NOTE;
import static dev.kindred.advise.Finding.Severity.PROBLEM;
import static dev.kindred.advise.Finding.Severity.WARNING;

import dev.kindred.data.Dataset;
import dev.kindred.data.IdIndex;
import dev.kindred.data.SparseRows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;

/** Looks for what is wrong with a data set. */
public final class Faults {
    private static final int FEW = 1000;

    private final DataProfile profile;
    private final Dataset data;
    private final List<Finding> found = new ArrayList<>();

    private Faults(DataProfile profile, Dataset data) {
        this.profile = profile;
        this.data = data;
    }

    /** All findings, the most serious first. */
    public static List<Finding> of(DataProfile profile, Dataset data) {
        var faults = new Faults(profile, data);
        faults.amount();
        faults.repeats();
        faults.values();
        faults.times();
        faults.activity();
        faults.lookAlikes("user", data.users());
        faults.lookAlikes("item", data.items());
        faults.attributes();
        faults.found.sort((a, b) -> b.severity().compareTo(a.severity()));
        return List.copyOf(faults.found);
    }

    private void add(
            Finding.Severity severity, String code, String remedy, String text, Object... args) {
        found.add(new Finding(severity, code, String.format(Locale.ROOT, text, args), remedy));
    }

    private void amount() {
        if (profile.pairs() == 0) {
            add(
                    PROBLEM,
                    "empty",
                    "Check filters, weights and minimum counts.",
                    "no interaction is left");
        } else if (profile.users() == 1 || profile.items() == 1) {
            add(
                    PROBLEM,
                    "one-sided",
                    "Maybe --columns names the wrong columns.",
                    "there is only %d user and %d item, so nothing can be learnt from others",
                    profile.users(),
                    profile.items());
        } else if (profile.pairs() < FEW) {
            add(
                    WARNING,
                    "few",
                    "Expect popularity to be hard to beat.",
                    "there are only %d different pairs of user and item",
                    profile.pairs());
        }
    }

    private void repeats() {
        long repeats = profile.events() - profile.pairs();
        if (repeats > 0 && profile.pairs() > 0) {
            add(
                    NOTE,
                    "duplicates",
                    "The latest one counts; --dedupe sum adds them up.",
                    "%d of %d interactions repeat an earlier one of the same user and item, or were filtered",
                    repeats,
                    profile.events());
        }
    }

    private void values() {
        if (profile.kind() == FeedbackKind.UNARY
                && profile.values().min() != 1
                && profile.events() > 1) {
            add(
                    WARNING,
                    "one-value",
                    "Rating predictors cannot learn from it; train a ranking model.",
                    "every value is %s",
                    profile.values().min());
        }
        if (profile.values().max() <= 0) {
            add(
                    PROBLEM,
                    "no-likes",
                    "Ranking models learn from values above 0. Maybe shift the values, or give --likes-from.",
                    "no value is above 0: the largest is %s",
                    profile.values().max());
        }
        if (profile.kind() == FeedbackKind.EXPLICIT) {
            oneValueUsers();
        }
    }

    private void oneValueUsers() {
        SparseRows byUser = data.byUser();
        int active = 0;
        int constant = 0;
        for (int user = 0; user < byUser.rows(); user++) {
            if (byUser.size(user) >= 5) {
                active++;
                constant += isConstant(byUser, user) ? 1 : 0;
            }
        }
        if (constant > 0) {
            add(
                    constant * 20 > active ? WARNING : NOTE,
                    "one-value-users",
                    "Their ratings say what they saw, not what they liked.",
                    "%d of %d users with 5 or more ratings gave the same value to everything",
                    constant,
                    active);
        }
    }

    private static boolean isConstant(SparseRows rows, int row) {
        for (int k = rows.start(row); k < rows.end(row); k++) {
            if (rows.value(k) != rows.value(rows.start(row))) {
                return false;
            }
        }
        return true;
    }

    private void times() {
        DataProfile.Times times = profile.times();
        if (times.future() > 0) {
            add(
                    WARNING,
                    "future",
                    "Maybe the unit of the times is wrong, or a clock.",
                    "%d interactions are in the future, up to %s",
                    times.future(),
                    Instant.ofEpochMilli(times.last()));
        }
        if (times.share() > 0 && times.share() < 1) {
            add(
                    NOTE,
                    "some-times",
                    "Interactions without time count as the oldest.",
                    "%.1f %% of the interactions have no time",
                    100 * (1 - times.share()));
        }
        if (times.share() > 0 && times.first() == times.last() && profile.events() > 1) {
            add(
                    WARNING,
                    "one-time",
                    "Splits by time and decay will not work.",
                    "all interactions have the same time");
        }
    }

    private void activity() {
        Distribution perUser = profile.perUser();
        if (perUser.count() > 100 && perUser.max() > 1000 && perUser.max() > 20 * perUser.p99()) {
            add(
                    WARNING,
                    "busy-user",
                    "Maybe a robot or a shared account; consider leaving it out.",
                    "one user has %.0f items, 99 %% have at most %.0f",
                    perUser.max(),
                    perUser.p99());
        }
        share("single-item-users", "users", data.byUser());
        share("single-user-items", "items", data.byItem());
    }

    private void share(String code, String what, SparseRows rows) {
        int single = 0;
        int filled = 0;
        for (int row = 0; row < rows.rows(); row++) {
            filled += rows.size(row) > 0 ? 1 : 0;
            single += rows.size(row) == 1 ? 1 : 0;
        }
        if (single * 2 > filled && filled > 1) {
            add(
                    WARNING,
                    code,
                    "Collaborative models say little about them; attributes would help.",
                    "%d of %d %s have one interaction only",
                    single,
                    filled,
                    what);
        }
    }

    /** Ids that differ only in case or surrounding space. */
    private void lookAlikes(String what, IdIndex ids) {
        var seen = new HashMap<String, String>();
        int twins = 0;
        String example = "";
        for (String id : ids.ids()) {
            String other = seen.putIfAbsent(id.strip().toLowerCase(Locale.ROOT), id);
            if (other != null) {
                twins++;
                example = "\"%s\" and \"%s\"".formatted(other, id);
            }
        }
        if (twins > 0) {
            add(
                    WARNING,
                    "look-alike-" + what + "s",
                    "Maybe they are the same " + what + ".",
                    "%d %s ids differ from another one only in case or space, such as %s",
                    twins,
                    what,
                    example);
        }
    }

    private void attributes() {
        for (DataProfile.Field field : profile.itemFields()) {
            if (field.distinct() <= 1 && profile.items() > 1) {
                add(
                        NOTE,
                        "one-value-attribute",
                        "It tells items apart no more than no attribute.",
                        "item attribute \"%s\" has %d different values",
                        field.name(),
                        field.distinct());
            }
        }
    }
}
