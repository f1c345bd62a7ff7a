package dev.kindred.rerank;

import dev.kindred.rank.RankedItems;
import java.util.Arrays;

/** What steps share: relevance, and an order that begins with what was picked. */
final class Picks {
    private static final int LEAST_POOL = 100;

    private Picks() {}

    /** How many candidates a list of n is chosen from. */
    static int pool(int n) {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(5L * n, LEAST_POOL));
    }

    /**
     * Scores brought to 0 to 1 by their least and largest; .5 where all are equal. What only fills
     * places has scores of another kind and gets 0.
     */
    static double[] relevance(RankedItems list) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (RankedItems.Entry entry : list.entries()) {
            if (!entry.fallback()) {
                low = Math.min(low, entry.score());
                high = Math.max(high, entry.score());
            }
        }
        double[] relevance = new double[list.size()];
        for (int k = 0; k < relevance.length; k++) {
            RankedItems.Entry entry = list.entries().get(k);
            relevance[k] =
                    entry.fallback() ? 0 : high > low ? (entry.score() - low) / (high - low) : .5;
        }
        return relevance;
    }

    static int[] rows(RankedItems list) {
        int[] rows = new int[list.size()];
        for (int k = 0; k < rows.length; k++) {
            rows[k] = list.row(k);
        }
        return rows;
    }

    /** What was picked, then all others in their old order. */
    static int[] complete(int[] picked, int size) {
        int[] order = Arrays.copyOf(picked, size);
        boolean[] taken = new boolean[size];
        for (int position : picked) {
            taken[position] = true;
        }
        int next = picked.length;
        for (int position = 0; position < size; position++) {
            if (!taken[position]) {
                order[next++] = position;
            }
        }
        return order;
    }

    /** The list in the order of {@link #complete}; what moved up names the reason. */
    static RankedItems apply(RankedItems list, int[] picked, String by, String reason) {
        int[] order = complete(picked, list.size());
        return list.reordered(order, by, to -> order[to] > to ? reason : "made room for others");
    }

    /** The best value among those not taken; ties: the first; -1 if all are taken. */
    static int best(double[] values, boolean[] taken) {
        int best = -1;
        for (int k = 0; k < values.length; k++) {
            if (!taken[k] && (best < 0 || values[k] > values[best])) {
                best = k;
            }
        }
        return best;
    }
}
