package dev.kindred.rerank;

import dev.kindred.internal.Checks;
import dev.kindred.rank.Query;
import dev.kindred.rank.RankedItems;
import dev.kindred.rank.Step;

/**
 * Maximal marginal relevance: each place goes to {@code argmax (1 - d) rel_i - d max_{j chosen}
 * sim(i, j)}, with d the diversity and rel the scores brought to 0 to 1.
 *
 * <p>Diversity 0 leaves the list as it is. Chosen from {@code max(5 n, 100)} candidates. Ties: the
 * better rank.
 *
 * <p>Cost: O(n x candidates) similarities.
 *
 * <p>Source: J. Carbonell, J. Goldstein, "The Use of MMR", SIGIR 1998; their lambda is 1 - d.
 */
public final class Mmr implements Step {
    /** With which of the chosen items an item is compared. */
    public enum Linkage {
        /** With the most similar one. */
        MAX,
        /** With all of them: the mean. */
        AVERAGE
    }

    private final double diversity;
    private final ItemSimilarity similarity;
    private final Linkage linkage;

    private Mmr(double diversity, ItemSimilarity similarity, Linkage linkage) {
        this.diversity = Checks.between("diversity", diversity, 0, 1);
        this.similarity = similarity;
        this.linkage = linkage;
    }

    /**
     * Weighs relevance against the similarity to the most similar item chosen.
     *
     * @param diversity from 0 (as ranked) to 1 (as different as can be); .3 is a good start
     */
    public static Mmr of(double diversity, ItemSimilarity similarity) {
        return new Mmr(diversity, similarity, Linkage.MAX);
    }

    public Mmr withLinkage(Linkage value) {
        return new Mmr(diversity, similarity, value);
    }

    @Override
    public int candidates(int n) {
        return diversity == 0 ? n : Picks.pool(n);
    }

    @Override
    public RankedItems apply(Query query, RankedItems candidates) {
        int[] picked = pick(Picks.relevance(candidates), Picks.rows(candidates), query.n());
        return Picks.apply(candidates, picked, "mmr", "diversity");
    }

    /** Positions of the chosen, in their order. */
    int[] pick(double[] relevance, int[] rows, int n) {
        int size = rows.length;
        int[] picked = new int[Math.min(n, size)];
        boolean[] taken = new boolean[size];
        double[] penalty = new double[size]; // largest, or sum
        double[] similar = new double[size];
        double[] gain = new double[size];
        for (int at = 0; at < picked.length; at++) {
            double parts = linkage == Linkage.AVERAGE && at > 0 ? at : 1;
            for (int k = 0; k < size; k++) {
                gain[k] = (1 - diversity) * relevance[k] - diversity * penalty[k] / parts;
            }
            int best = Picks.best(gain, taken);
            taken[best] = true;
            picked[at] = best;
            similarity.similarities(rows[best], rows, similar);
            for (int k = 0; k < size; k++) {
                penalty[k] =
                        linkage == Linkage.MAX
                                ? Math.max(penalty[k], similar[k])
                                : penalty[k] + similar[k];
            }
        }
        return picked;
    }
}
