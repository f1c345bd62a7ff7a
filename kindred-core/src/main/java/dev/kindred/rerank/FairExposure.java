package dev.kindred.rerank;

import dev.kindred.data.AttributeValues;
import dev.kindred.data.Attributes;
import dev.kindred.internal.Checks;
import dev.kindred.rank.Query;
import dev.kindred.rank.RankedItems;
import dev.kindred.rank.Step;
import java.util.Arrays;

/**
 * Gives groups of items their share of attention: place j is seen {@code 1 / log2(1 + j)} times;
 * each place goes to {@code argmax (1 - w) rel_i + w d_g / v_j}, with d_g what the item's group
 * still lacks of its share of the exposure up to and with this place, mean over its values.
 *
 * <p>Items without a value are a group of their own. Chosen from {@code max(5 n, 100)} candidates.
 * Ties: the better rank.
 *
 * <p>Cost: O(n x candidates).
 *
 * <p>Source: the measure is that of A. Singh, T. Joachims, "Fairness of Exposure in Rankings", KDD
 * 2018; theirs is a linear programme over lotteries of lists, ours a greedy choice of one list.
 */
public final class FairExposure implements Step {
    /** What the shares of exposure shall be. */
    public enum Target {
        /** The groups' shares of all items. */
        CATALOGUE,
        /** The groups' shares of the relevance of the candidates. */
        RELEVANCE,
        /** The same for all groups among the candidates. */
        EQUAL
    }

    private final double weight;
    private final AttributeValues values;
    private final Target target;
    private final double[] catalogue;

    private FairExposure(double weight, AttributeValues values, Target target) {
        this.weight = Checks.between("weight", weight, 0, 1);
        this.values = values;
        this.target = target;
        this.catalogue = new double[values.size() + 1];
        for (int row = 0; row < values.rows(); row++) {
            add(values.of(row), 1, catalogue);
        }
    }

    /**
     * Shares exposure among the values of a field.
     *
     * @param weight from 0 (as ranked) to 1 (the exposure alone counts)
     * @param items attributes with the rows of the recommender's items
     */
    public static FairExposure of(double weight, Attributes items, String field, Target target) {
        return new FairExposure(weight, ItemFields.values(items, field), target);
    }

    @Override
    public int candidates(int n) {
        return weight == 0 ? n : Picks.pool(n);
    }

    /** Adds an amount to the values of an item in equal parts; to the last place if it has none. */
    static void add(int[] of, double amount, double[] sums) {
        for (int value : of) {
            sums[value] += amount / of.length;
        }
        if (of.length == 0) {
            sums[sums.length - 1] += amount;
        }
    }

    @Override
    public RankedItems apply(Query query, RankedItems candidates) {
        int[] rows = Picks.rows(candidates);
        double[] relevance = Picks.relevance(candidates);
        double[] shares = shares(rows, relevance);
        int[] picked = pick(relevance, rows, shares, query.n());
        return Picks.apply(candidates, picked, "exposure", "fair share of attention");
    }

    private double[] shares(int[] rows, double[] relevance) {
        double[] shares = new double[values.size() + 1];
        for (int k = 0; k < rows.length; k++) {
            add(values.of(rows[k]), target == Target.RELEVANCE ? relevance[k] : 1, shares);
        }
        for (int group = 0; group < shares.length; group++) {
            if (target == Target.EQUAL) {
                shares[group] = shares[group] > 0 ? 1 : 0;
            } else if (target == Target.CATALOGUE) {
                shares[group] = catalogue[group];
            }
        }
        double sum = Arrays.stream(shares).sum();
        for (int group = 0; group < shares.length && sum > 0; group++) {
            shares[group] /= sum;
        }
        return shares;
    }

    private int[] pick(double[] relevance, int[] rows, double[] shares, int n) {
        int[] picked = new int[Math.min(n, rows.length)];
        boolean[] taken = new boolean[rows.length];
        double[] gain = new double[rows.length];
        double[] exposure = new double[shares.length];
        double all = 0;
        for (int at = 0; at < picked.length; at++) {
            double seen = 1 / (Math.log(at + 2) / Math.log(2));
            all += seen;
            for (int k = 0; k < rows.length; k++) {
                double lacks = lack(values.of(rows[k]), shares, exposure, all);
                gain[k] = (1 - weight) * relevance[k] + weight * lacks / seen;
            }
            int best = Picks.best(gain, taken);
            taken[best] = true;
            picked[at] = best;
            add(values.of(rows[best]), seen, exposure);
        }
        return picked;
    }

    private static double lack(int[] of, double[] shares, double[] exposure, double all) {
        int none = shares.length - 1;
        if (of.length == 0) {
            return shares[none] * all - exposure[none];
        }
        double sum = 0;
        for (int value : of) {
            sum += shares[value] * all - exposure[value];
        }
        return sum / of.length;
    }
}
