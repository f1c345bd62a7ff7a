package dev.kindred.experiment.online;

import dev.kindred.internal.Checks;
import dev.kindred.internal.LogGamma;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Which of two interleaved rankers users prefer.
 *
 * <p>Every voter has one vote, for the ranker with more credit: a user over the whole experiment,
 * or an impression. {@code delta = (winsA + ties / 2) / all - 1/2}: above 0, A is better. {@code p}
 * is that of the sign test on the votes that are no ties; {@code sequentialP} holds at every look,
 * from an even mixture over all shares of votes: {@code 1 / (2^n B(winsA + 1, winsB + 1))}.
 *
 * <p>Example: 60 for A, 40 for B, 20 ties give delta .0833, p .0569.
 *
 * @param winsA voters with more credit for A
 * @param winsB voters with more credit for B
 * @param ties voters with equal credit
 * @param delta from -1/2 (all for B) to 1/2 (all for A); 0 without votes
 * @param low start of the 95 % interval of delta
 * @param high end of the interval
 * @param p two-sided, of one look
 * @param sequentialP two-sided, at every look
 */
public record Preference(
        long winsA,
        long winsB,
        long ties,
        double delta,
        double low,
        double high,
        double p,
        double sequentialP) {
    private static final double CONFIDENCE = .95;
    private static final long MOST_EXACT = 1_000_000_000;

    /** The preference of counted voters. */
    public static Preference of(long winsA, long winsB, long ties) {
        Checks.notNegative("winsA", (double) winsA);
        Checks.notNegative("winsB", (double) winsB);
        Checks.notNegative("ties", (double) ties);
        double all = (double) winsA + winsB + ties;
        if (all == 0) {
            return new Preference(0, 0, 0, 0, -.5, .5, 1, 1);
        }
        double share = (winsA + .5 * ties) / all;
        double variance = (winsA + .25 * ties) / all - share * share;
        double z = NormalDistribution.of(0, 1).inverseCumulativeProbability((1 + CONFIDENCE) / 2);
        double half = z * Math.sqrt(Math.max(0, variance) / all);
        return new Preference(
                winsA,
                winsB,
                ties,
                share - .5,
                Math.max(-.5, share - .5 - half),
                Math.min(.5, share - .5 + half),
                signTest(winsA, winsB),
                sequential(winsA, winsB));
    }

    private static double signTest(long winsA, long winsB) {
        long n = winsA + winsB;
        if (n == 0) {
            return 1;
        }
        if (n > MOST_EXACT) {
            double z = Math.abs((double) winsA - winsB) / Math.sqrt(n);
            return 2 * NormalDistribution.of(0, 1).survivalProbability(z);
        }
        int fewer = (int) Math.min(winsA, winsB);
        return Math.min(1, 2 * BinomialDistribution.of((int) n, .5).cumulativeProbability(fewer));
    }

    private static double sequential(long winsA, long winsB) {
        double n = (double) winsA + winsB;
        double evidence = n * Math.log(2) + LogGamma.beta(winsA + 1.0, winsB + 1.0);
        return Math.min(1, Math.exp(-evidence));
    }

    /** Counts the credit of voters; not thread-safe. */
    public static final class Votes {
        private final Map<String, int[]> credits = new HashMap<>();

        /**
         * A click on an item.
         *
         * @param voter user, or impression
         */
        public void credit(String voter, Interleaved.Team team) {
            int[] credit = credits.computeIfAbsent(voter, key -> new int[2]);
            if (team != Interleaved.Team.NEITHER) {
                credit[team.ordinal()]++;
            }
        }

        /** What the voters who clicked prefer. */
        public Preference preference() {
            long a = 0;
            long b = 0;
            for (int[] credit : credits.values()) {
                a += credit[0] > credit[1] ? 1 : 0;
                b += credit[0] < credit[1] ? 1 : 0;
            }
            return of(a, b, credits.size() - a - b);
        }
    }
}
