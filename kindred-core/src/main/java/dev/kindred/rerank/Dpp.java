package dev.kindred.rerank;

import dev.kindred.internal.Checks;
import dev.kindred.rank.Query;
import dev.kindred.rank.RankedItems;
import dev.kindred.rank.Step;
import java.util.Arrays;

/**
 * The greedy most probable subset of a determinantal point process: each place goes to the item
 * that multiplies {@code det(L)} of the chosen most, with {@code L_ij = q_i sim(i, j) q_j}, {@code
 * q = exp(t / (2 (1 - t)) rel)}, t = 1 - diversity.
 *
 * <p>Once nothing adds to the determinant (more items than there are different ones), the places
 * left go to the best of the rest. Chosen from {@code max(5 n, 100)} candidates. Ties: the better
 * rank.
 *
 * <p>Cost: O(n^2 x candidates) with an incremental Cholesky factor.
 *
 * <p>Source: L. Chen, G. Zhang, H. Zhou, "Fast Greedy MAP Inference for Determinantal Point
 * Process", NeurIPS 2018, which ends with a shorter list instead.
 */
public final class Dpp implements Step {
    private static final double NOTHING = 1e-10;

    private final double diversity;
    private final ItemSimilarity similarity;

    private Dpp(double diversity, ItemSimilarity similarity) {
        this.diversity = Checks.between("diversity", diversity, 0, 1);
        this.similarity = similarity;
    }

    /**
     * Weighs relevance against the volume that the items span.
     *
     * @param diversity from 0 (as ranked) to 1 (as different as can be); .3 is a good start
     */
    public static Dpp of(double diversity, ItemSimilarity similarity) {
        return new Dpp(diversity, similarity);
    }

    @Override
    public int candidates(int n) {
        return diversity == 0 ? n : Picks.pool(n);
    }

    @Override
    public RankedItems apply(Query query, RankedItems candidates) {
        if (diversity == 0) {
            return candidates;
        }
        double[] relevance = Picks.relevance(candidates);
        double factor = (1 - diversity) / (2 * diversity);
        double[] quality = new double[relevance.length];
        for (int k = 0; k < quality.length; k++) {
            quality[k] = Math.exp(factor * (relevance[k] - 1)); // a common factor changes nothing
        }
        int[] picked = pick(quality, Picks.rows(candidates), query.n());
        return Picks.apply(candidates, picked, "dpp", "diversity");
    }

    /** Positions of the chosen, in their order; fewer than n if no more add anything. */
    int[] pick(double[] quality, int[] rows, int n) {
        int size = rows.length;
        int most = Math.min(n, size);
        int[] picked = new int[most];
        boolean[] taken = new boolean[size];
        double[] gain = new double[size]; // d_i^2
        for (int k = 0; k < size; k++) {
            gain[k] = quality[k] * quality[k] * similarity.similarity(rows[k], rows[k]);
        }
        double[][] factors = new double[most][]; // row t: e_i of the t-th choice
        double[] similar = new double[size];
        for (int at = 0; at < most; at++) {
            int best = Picks.best(gain, taken);
            if (gain[best] < NOTHING) {
                return Arrays.copyOf(picked, at);
            }
            taken[best] = true;
            picked[at] = best;
            similarity.similarities(rows[best], rows, similar);
            double[] added = new double[size];
            for (int k = 0; k < size; k++) {
                added[k] = quality[best] * similar[k] * quality[k];
            }
            for (int before = 0; before < at; before++) {
                double[] factor = factors[before];
                double weight = factor[best];
                for (int k = 0; k < size; k++) {
                    added[k] -= weight * factor[k];
                }
            }
            double root = Math.sqrt(gain[best]);
            for (int k = 0; k < size; k++) {
                added[k] /= root;
                gain[k] -= added[k] * added[k];
            }
            factors[at] = added;
        }
        return picked;
    }
}
