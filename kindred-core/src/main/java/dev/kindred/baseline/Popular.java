package dev.kindred.baseline;

import dev.kindred.data.Dataset;
import dev.kindred.data.Interaction;
import dev.kindred.data.SparseRows;
import dev.kindred.model.Algorithm;
import dev.kindred.model.FitContext;
import dev.kindred.model.ModelInfo;

/**
 * The most popular items, the same for everybody.
 *
 * <p>{@code score(i) = sum over users with value above 0 of 2^(-age / halfLife)}, with age the time
 * from the interaction to the latest one of all, in days; without half-life every interaction
 * counts 1. With a half-life, interactions without time count 0; data without any times counts as
 * if there was no half-life.
 *
 * <p>Cost: time O(interactions), memory O(items).
 */
public final class Popular implements Algorithm<PopularModel> {
    /** The algorithm's name. */
    public static final String NAME = "popular";

    private static final double MILLIS_PER_DAY = 86_400_000.0;

    private final PopularConfig config;

    public Popular(PopularConfig config) {
        this.config = config;
    }

    @Override
    public PopularModel fit(Dataset data, FitContext context) {
        SparseRows byUser = data.byUser();
        double[] sums = new double[data.items().size()];
        boolean decays = config.halfLife() > 0 && data.hasTimes();
        long latest = decays ? data.latestTime() : 0;
        for (int k = 0; k < byUser.entries(); k++) {
            if (byUser.value(k) > 0) {
                sums[byUser.column(k)] += decays ? decayed(data.time(k), latest) : 1;
            }
        }
        return new PopularModel(ModelInfo.of(NAME, config, data, context), data.items(), sums);
    }

    private double decayed(long time, long latest) {
        if (time == Interaction.NO_TIME) {
            return 0;
        }
        double days = (latest - time) / MILLIS_PER_DAY;
        return StrictMath.pow(2, -days / config.halfLife());
    }
}
