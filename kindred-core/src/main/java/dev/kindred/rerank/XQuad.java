package dev.kindred.rerank;

import dev.kindred.data.AttributeValues;
import dev.kindred.data.Attributes;
import dev.kindred.internal.Checks;
import dev.kindred.rank.Query;
import dev.kindred.rank.RankedItems;
import dev.kindred.rank.Step;
import java.util.Arrays;

/**
 * Covers what a user likes: each place goes to {@code argmax (1 - d) rel_i + d sum_f p(f|u) p(i|f)
 * prod_{j chosen} (1 - p(j|f))} over the values f of an attribute; p(f|u) is their mix in the
 * history, {@code p(i|f) = rel_i / max_{f of j} rel_j} for items that have f, else 0.
 *
 * <p>A history without values leaves the list as it is. Chosen from {@code max(5 n, 100)}
 * candidates. Ties: the better rank.
 *
 * <p>Cost: O(n x values of all candidates).
 *
 * <p>Source: R. Santos, C. Macdonald, I. Ounis, "Exploiting Query Reformulations for Web Search
 * Result Diversification", WWW 2010.
 */
public final class XQuad implements Step {
    private final double diversity;
    private final AttributeValues values;

    private XQuad(double diversity, AttributeValues values) {
        this.diversity = Checks.between("diversity", diversity, 0, 1);
        this.values = values;
    }

    /**
     * Covers the values of a field.
     *
     * @param diversity from 0 (as ranked) to 1; .5 is a good start
     * @param items attributes with the rows of the recommender's items
     */
    public static XQuad of(double diversity, Attributes items, String field) {
        return new XQuad(diversity, ItemFields.values(items, field));
    }

    @Override
    public int candidates(int n) {
        return diversity == 0 ? n : Picks.pool(n);
    }

    @Override
    public RankedItems apply(Query query, RankedItems candidates) {
        double[] liked = Mix.of(query.history(), values);
        if (Mix.isEmpty(liked)) {
            return candidates;
        }
        int[] picked = pick(Picks.relevance(candidates), Picks.rows(candidates), liked, query.n());
        return Picks.apply(candidates, picked, "xquad", "covers more of the taste");
    }

    int[] pick(double[] relevance, int[] rows, double[] liked, int n) {
        double[] most = new double[liked.length];
        for (int k = 0; k < rows.length; k++) {
            for (int value : values.of(rows[k])) {
                most[value] = Math.max(most[value], relevance[k]);
            }
        }
        double[] open = new double[liked.length]; // prod (1 - p(j|f)) over the chosen
        Arrays.fill(open, 1);
        int[] picked = new int[Math.min(n, rows.length)];
        boolean[] taken = new boolean[rows.length];
        double[] gain = new double[rows.length];
        for (int at = 0; at < picked.length; at++) {
            for (int k = 0; k < rows.length; k++) {
                double covered = 0;
                for (int value : values.of(rows[k])) {
                    covered += liked[value] * share(relevance[k], most[value]) * open[value];
                }
                gain[k] = (1 - diversity) * relevance[k] + diversity * covered;
            }
            int best = Picks.best(gain, taken);
            taken[best] = true;
            picked[at] = best;
            for (int value : values.of(rows[best])) {
                open[value] *= 1 - share(relevance[best], most[value]);
            }
        }
        return picked;
    }

    private static double share(double relevance, double most) {
        return most > 0 ? relevance / most : 0;
    }
}
