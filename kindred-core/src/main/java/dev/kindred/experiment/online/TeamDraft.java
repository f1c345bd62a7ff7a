package dev.kindred.experiment.online;

import dev.kindred.experiment.HashMethod;
import dev.kindred.experiment.online.Interleaved.Team;
import dev.kindred.internal.Checks;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Team-draft interleaving: two rankers pick in turn, and who has fewer picks goes next; where they
 * have equally many, a coin decides. A click is a vote for the one whose pick it was. Needs far
 * fewer users than an A/B test to tell which ranker is better, but tells nothing else.
 *
 * <p>The coins come from the hash of experiment, request and round, so that a list can be made
 * again from the log, and a second page goes on where the first ended: ask for a longer list and
 * drop its beginning. A ranker that has no item left leaves the rest to the other.
 *
 * <p>Source: F. Radlinski, M. Kurup, T. Joachims, "How Does Clickthrough Data Reflect Retrieval
 * Quality?", CIKM 2008.
 */
public final class TeamDraft {
    private final String salt;

    /** Draws the coins of an experiment. */
    public TeamDraft(String experiment) {
        if (experiment.isBlank()) {
            throw new IllegalArgumentException("the id of an experiment must not be blank");
        }
        this.salt = experiment + ".tdi";
    }

    /**
     * The list for a request.
     *
     * @param request id of the request, or of the session for pages that belong together
     * @param length at most so many items
     */
    public Interleaved interleave(List<String> a, List<String> b, int length, String request) {
        return interleave(
                a, b, length, round -> HashMethod.SHA256.bucket(salt, request + "." + round) < .5);
    }

    /** The same with coins of the caller's: true lets A go first in a round. */
    static Interleaved interleave(
            List<String> a, List<String> b, int length, IntPredicate firstIsA) {
        Checks.notNegative("length", length);
        var draft = new Draft(length);
        int picksA = 0;
        int picksB = 0;
        for (int round = 0; !draft.isFull(); round++) {
            int nextA = draft.next(a, picksA);
            int nextB = draft.next(b, picksB);
            if (nextA == a.size() && nextB == b.size()) {
                break;
            }
            boolean turnOfA = draft.ofA == draft.ofB ? firstIsA.test(round) : draft.ofA < draft.ofB;
            if (nextB == b.size() || nextA < a.size() && turnOfA) {
                draft.pick(a.get(nextA), Team.A);
            } else {
                draft.pick(b.get(nextB), Team.B);
            }
            picksA = nextA;
            picksB = nextB;
        }
        return new Interleaved(draft.items, draft.teams);
    }

    /**
     * The same, where the beginning that both lists have in common is shown without credit: it says
     * nothing about which is better.
     */
    public Interleaved interleaveAfterCommonStart(
            List<String> a, List<String> b, int length, String request) {
        int common = 0;
        int most = Math.min(length, Math.min(a.size(), b.size()));
        while (common < most && a.get(common).equals(b.get(common))) {
            common++;
        }
        var shared = new ArrayList<>(a.subList(0, common));
        Interleaved rest =
                interleave(
                        a.subList(common, a.size()),
                        b.subList(common, b.size()),
                        length - common,
                        request);
        var teams = new ArrayList<Team>();
        shared.forEach(item -> teams.add(Team.NEITHER));
        for (int at = 0; at < rest.items().size(); at++) {
            if (!shared.contains(rest.items().get(at))) {
                shared.add(rest.items().get(at));
                teams.add(rest.teams().get(at));
            }
        }
        return new Interleaved(shared, teams);
    }

    /** A list in the making. */
    private static final class Draft {
        private final int length;
        private final List<String> items = new ArrayList<>();
        private final List<Team> teams = new ArrayList<>();
        private final HashSet<String> taken = new HashSet<>();
        private int ofA;
        private int ofB;

        Draft(int length) {
            this.length = length;
        }

        boolean isFull() {
            return items.size() >= length;
        }

        /** The place of a ranker's best item that is not taken, from a place on. */
        int next(List<String> ranked, int from) {
            int at = from;
            while (at < ranked.size() && taken.contains(ranked.get(at))) {
                at++;
            }
            return at;
        }

        void pick(String item, Team team) {
            items.add(item);
            teams.add(team);
            taken.add(item);
            ofA += team == Team.A ? 1 : 0;
            ofB += team == Team.B ? 1 : 0;
        }
    }
}
