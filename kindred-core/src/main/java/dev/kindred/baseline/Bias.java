package dev.kindred.baseline;

import dev.kindred.data.Biases;
import dev.kindred.data.Dataset;
import dev.kindred.data.SparseRows;
import dev.kindred.model.Algorithm;
import dev.kindred.model.FitContext;
import dev.kindred.model.ModelInfo;

/**
 * Predicts ratings from how generous the user and how well liked the item is.
 *
 * <p>{@code prediction = mu + b_u + b_i}; formulas, cost and source in {@link Biases}. The user's
 * effect comes from the history that is asked about, so it follows every event; an empty history
 * has effect 0, and so has an item without ratings. With no data at all nothing can be predicted.
 *
 * <p>Worked number, damping 0, ratings (a,x,5) (a,y,3) (b,x,4): mu = 4, b_x = 1/2, b_y = -1. From
 * the history x:5 the user's effect is 5 - 4 - 1/2 = 1/2, and y is put at 4 - 1 + 1/2 = 3.5.
 */
public final class Bias implements Algorithm<BiasModel> {
    /** The algorithm's name. */
    public static final String NAME = "bias";

    private final BiasConfig config;

    public Bias(BiasConfig config) {
        this.config = config;
    }

    @Override
    public BiasModel fit(Dataset data, FitContext context) {
        boolean users = config.effects() == Effects.USER || config.effects() == Effects.BOTH;
        boolean items = config.effects() == Effects.ITEM || config.effects() == Effects.BOTH;
        Biases biases =
                Biases.fit(
                        data.byUser(),
                        users ? config.dampingOfUsers() : Double.POSITIVE_INFINITY,
                        items ? config.dampingOfItems() : Double.POSITIVE_INFINITY,
                        config.epochs());
        double[] range = {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
        return new BiasModel(
                ModelInfo.of(NAME, config, data, context),
                data.items(),
                biases,
                config.clip() ? range(data.byUser()) : range);
    }

    private static double[] range(SparseRows values) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < values.entries(); k++) {
            low = Math.min(low, values.value(k));
            high = Math.max(high, values.value(k));
        }
        return new double[] {low, high};
    }
}
