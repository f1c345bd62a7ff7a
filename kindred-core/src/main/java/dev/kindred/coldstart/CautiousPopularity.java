package dev.kindred.coldstart;

import dev.kindred.data.Dataset;
import dev.kindred.data.Interaction;
import dev.kindred.data.SparseRows;
import dev.kindred.internal.Checks;
import java.util.Arrays;

/**
 * How many people like an item nowadays, at least: decayed popularity with a confidence bound.
 *
 * <p>An interaction of age a counts {@code 2^(-a / halfLife)}. With n the sum over all interactions
 * of an item and c over those that are likes (ratings of at least the mean; without ratings, values
 * above 0), {@code score(i) = n wilson(c, n)}: an item that few know, or that many know and do not
 * like, is below one that is known and liked.
 *
 * <p>Cost: time O(interactions log interactions) for the median age, memory O(interactions). Edge
 * cases: without times nothing decays; with some, interactions without time count 0.
 */
public final class CautiousPopularity {
    private static final double MILLIS_PER_DAY = 86_400_000.0;

    private CautiousPopularity() {}

    /**
     * The score of each item.
     *
     * @param halfLife days after which an interaction counts half; infinite for no decay, 0 for the
     *     median age of all interactions, so that the newer half of them counts most
     */
    public static double[] scores(Dataset data, double halfLife) {
        double days = halfLife == 0 ? medianAge(data) : halfLife;
        boolean decays = data.hasTimes() && days > 0 && !Double.isInfinite(days);
        Checks.notNegative("halfLife", Double.isInfinite(halfLife) ? 0 : halfLife);
        double[] all = new double[data.items().size()];
        double[] liked = new double[all.length];
        Taste taste = Taste.of(data.byUser());
        SparseRows byUser = data.byUser();
        long latest = data.latestTime();
        for (int k = 0; k < byUser.entries(); k++) {
            double weight = decays ? weight(data.time(k), latest, days) : 1;
            all[byUser.column(k)] += weight;
            liked[byUser.column(k)] += taste.likes(byUser.value(k)) ? weight : 0;
        }
        for (int item = 0; item < all.length; item++) {
            all[item] *= Wilson.lower(liked[item], all[item]);
        }
        return all;
    }

    private static double weight(long time, long latest, double halfLife) {
        return time == Interaction.NO_TIME
                ? 0
                : Math.pow(2, -(latest - time) / MILLIS_PER_DAY / halfLife);
    }

    private static double medianAge(Dataset data) {
        long[] times = new long[data.size()];
        int size = 0;
        for (int k = 0; k < data.size(); k++) {
            if (data.time(k) != Interaction.NO_TIME) {
                times[size++] = data.time(k);
            }
        }
        Arrays.sort(times, 0, size);
        return size == 0 ? 0 : (data.latestTime() - times[size / 2]) / MILLIS_PER_DAY;
    }
}
