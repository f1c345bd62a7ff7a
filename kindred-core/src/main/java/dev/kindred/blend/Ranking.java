package dev.kindred.blend;

import java.util.Arrays;

/** Scores in their order, best first; ties: lower row first; {@code NaN} is left out. */
final class Ranking {
    private Ranking() {}

    /** The rows of the scores that are not NaN, best first. */
    static int[] rows(float[] scores) {
        long[] keys = new long[scores.length];
        int size = 0;
        for (int row = 0; row < scores.length; row++) {
            if (!Float.isNaN(scores[row])) {
                keys[size++] = (long) ~rising(scores[row]) << 32 | row;
            }
        }
        Arrays.sort(keys, 0, size);
        int[] rows = new int[size];
        for (int at = 0; at < size; at++) {
            rows[at] = (int) keys[at];
        }
        return rows;
    }

    /** A whole number that rises with the float; the same for 0 and -0. */
    private static int rising(float score) {
        int bits = Float.floatToIntBits(score + 0f);
        return bits < 0 ? bits ^ Integer.MAX_VALUE : bits;
    }

    /** How many unseen items come before one, plus 1. */
    static int rank(float[] scores, int item, Seen seen) {
        int rank = 1;
        for (int row = 0; row < scores.length; row++) {
            boolean before =
                    scores[row] > scores[item] || scores[row] == scores[item] && row < item;
            rank += before && !seen.holds(row) ? 1 : 0;
        }
        return rank;
    }

    /** Leaves the best unseen scores and those of seen items; all others become NaN. */
    static void keepBest(float[] scores, int best, Seen seen) {
        int kept = 0;
        for (int row : rows(scores)) {
            if (!seen.holds(row) && kept++ >= best) {
                scores[row] = Float.NaN;
            }
        }
    }
}
