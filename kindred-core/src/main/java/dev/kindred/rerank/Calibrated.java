package dev.kindred.rerank;

import dev.kindred.data.AttributeValues;
import dev.kindred.data.Attributes;
import dev.kindred.internal.Checks;
import dev.kindred.rank.Query;
import dev.kindred.rank.RankedItems;
import dev.kindred.rank.Step;

/**
 * Brings the mix of genres in the list to that of the history: each place goes to the item with the
 * largest {@code (1 - w) sum rel - w KL(p, q~)} of the list so far; p is the mix of the history, q
 * that of the list, {@code q~ = .99 q + .01 p}.
 *
 * <p>A history without genres leaves the list as it is; items without genres count towards the
 * relevance alone. Chosen from {@code max(5 n, 100)} candidates. Ties: the better rank.
 *
 * <p>Cost: O(n x candidates x genres of the history).
 *
 * <p>Source: H. Steck, "Calibrated Recommendations", RecSys 2018; all items count alike.
 */
public final class Calibrated implements Step {
    private static final double ALPHA = .01;

    private final double weight;
    private final AttributeValues values;

    private Calibrated(double weight, AttributeValues values) {
        this.weight = Checks.between("weight", weight, 0, 1);
        this.values = values;
    }

    /**
     * Weighs relevance against the difference of the mixes.
     *
     * @param weight from 0 (as ranked) to 1 (the mix alone counts); .5 is a good start
     * @param items attributes with the rows of the recommender's items
     */
    public static Calibrated of(double weight, Attributes items, String field) {
        return new Calibrated(weight, ItemFields.values(items, field));
    }

    @Override
    public int candidates(int n) {
        return weight == 0 ? n : Picks.pool(n);
    }

    @Override
    public RankedItems apply(Query query, RankedItems candidates) {
        double[] wanted = Mix.of(query.history(), values);
        if (Mix.isEmpty(wanted)) {
            return candidates;
        }
        int[] picked = pick(Picks.relevance(candidates), Picks.rows(candidates), wanted, query.n());
        return Picks.apply(candidates, picked, "calibrated", "nearer to the user's mix");
    }

    int[] pick(double[] relevance, int[] rows, double[] wanted, int n) {
        int[] picked = new int[Math.min(n, rows.length)];
        boolean[] taken = new boolean[rows.length];
        double[] sums = new double[wanted.length];
        double[] gain = new double[rows.length];
        int counted = 0; // items of the list that have values
        for (int at = 0; at < picked.length; at++) {
            for (int k = 0; k < rows.length; k++) {
                if (!taken[k]) {
                    int[] of = values.of(rows[k]);
                    add(of, sums, 1);
                    double kl = divergence(wanted, sums, counted + (of.length > 0 ? 1 : 0));
                    add(of, sums, -1);
                    gain[k] = (1 - weight) * relevance[k] - weight * kl;
                }
            }
            int best = Picks.best(gain, taken);
            taken[best] = true;
            picked[at] = best;
            add(values.of(rows[best]), sums, 1);
            counted += values.of(rows[best]).length > 0 ? 1 : 0;
        }
        return picked;
    }

    private static void add(int[] of, double[] sums, int sign) {
        for (int value : of) {
            sums[value] += (double) sign / of.length;
        }
    }

    /** {@code sum p ln(p / q~)}, with q the sums by the number of items; 4.605 at most. */
    static double divergence(double[] wanted, double[] sums, int items) {
        double divergence = 0;
        for (int value = 0; value < wanted.length; value++) {
            if (wanted[value] > 0) {
                double got = items == 0 ? 0 : sums[value] / items;
                double mixed = (1 - ALPHA) * got + ALPHA * wanted[value];
                divergence += wanted[value] * Math.log(wanted[value] / mixed);
            }
        }
        return divergence;
    }
}
