package dev.kindred.baseline;

import dev.kindred.data.Dataset;
import dev.kindred.data.Interaction;
import dev.kindred.data.SparseRows;
import dev.kindred.model.Algorithm;
import dev.kindred.model.FitContext;
import dev.kindred.model.ModelInfo;
import java.util.Arrays;

/**
 * Items that are more popular lately than their own past explains; the same for everybody.
 *
 * <p>Each interaction with a value above 0, of age a in days before the latest one of all, is
 * recent by {@code w = 2^(-a / halfLife)} and past by {@code v = (1 - w) 2^(-a / pastHalfLife)}.
 * With the sums {@code s_i = sum w} and {@code p_i = sum v} of an item, S and P of all items, and Q
 * the sum of {@code w^2} of all items, an item that kept its share of the past would have {@code
 * e_i = S p_i / P} recent ones, with variance {@code e_i Q / S} (weighted Poisson counts). The
 * score is by how many standard deviations it has more:
 *
 * <pre>{@code score(i) = (s_i - e_i) / sqrt(e_i Q / S + 1)}</pre>
 *
 * <p>The 1 keeps single clicks on new items from winning. Shares, not rates, are compared, so
 * growth, seasons and gaps of the whole site cancel out. An item that fades has a score below 0.
 *
 * <p>Worked number, halfLife 1, no decay of the past, all interactions of age 0 (w 1, v 0) or very
 * old (w 0, v 1): x has 4 recent and 5 old, y 1 recent and 5 old. S = Q = 5, P = 10, e = 2.5 for
 * both, score(x) = 1.5 / sqrt(3.5) = 0.80, score(y) = -0.80.
 *
 * <p>Cost: time O(interactions), memory O(items). Edge cases: interactions without time count as
 * infinitely old; without any times, or where an item has no interaction, there is no opinion.
 */
public final class Trending implements Algorithm<TrendingModel> {
    /** The algorithm's name. */
    public static final String NAME = "trending";

    private static final double MILLIS_PER_DAY = 86_400_000.0;

    private final TrendingConfig config;

    public Trending(TrendingConfig config) {
        this.config = config;
    }

    @Override
    public TrendingModel fit(Dataset data, FitContext context) {
        return new TrendingModel(
                ModelInfo.of(NAME, config, data, context), data.items(), scores(data));
    }

    private double[] scores(Dataset data) {
        double[] scores = new double[data.items().size()];
        Arrays.fill(scores, Double.NaN);
        if (!data.hasTimes()) {
            return scores;
        }
        double[] recent = new double[scores.length];
        double[] past = new double[scores.length];
        double squares = sums(data, recent, past, scores);
        double allRecent = Arrays.stream(recent).sum();
        double allPast = Arrays.stream(past).sum();
        for (int item = 0; item < scores.length; item++) {
            double expected = allPast > 0 ? allRecent * past[item] / allPast : 0;
            double variance = allRecent > 0 ? expected * squares / allRecent : 0;
            scores[item] += (recent[item] - expected) / Math.sqrt(variance + 1);
        }
        return scores;
    }

    /** Adds up recent and past; sets the score of each item that has an interaction to 0. */
    private double sums(Dataset data, double[] recent, double[] past, double[] scores) {
        SparseRows byUser = data.byUser();
        long latest = data.latestTime();
        double squares = 0;
        for (int k = 0; k < byUser.entries(); k++) {
            if (byUser.value(k) > 0) {
                int item = byUser.column(k);
                scores[item] = 0;
                if (data.time(k) != Interaction.NO_TIME) {
                    double days = (latest - data.time(k)) / MILLIS_PER_DAY;
                    double weight = StrictMath.pow(2, -days / config.halfLife());
                    recent[item] += weight;
                    past[item] += (1 - weight) * StrictMath.pow(2, -days / config.pastHalfLife());
                    squares += weight * weight;
                }
            }
        }
        return squares;
    }
}
