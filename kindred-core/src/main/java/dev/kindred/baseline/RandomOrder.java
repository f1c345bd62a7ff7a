package dev.kindred.baseline;

import dev.kindred.data.Dataset;
import dev.kindred.model.Algorithm;
import dev.kindred.model.FitContext;
import dev.kindred.model.ModelInfo;

/**
 * A random order of all items: what every other algorithm has to beat.
 *
 * <p>{@code score(i) = hash(seed, items of the history in their order, i)}, uniform between 0 and
 * 1. The same history gives the same list, one more event gives another one. Values and times are
 * not looked at.
 *
 * <p>Cost: nothing to train; a list costs O(history + items).
 */
public final class RandomOrder implements Algorithm<RandomOrderModel> {
    /** The algorithm's name. */
    public static final String NAME = "random";

    private final RandomOrderConfig config;

    public RandomOrder(RandomOrderConfig config) {
        this.config = config;
    }

    @Override
    public RandomOrderModel fit(Dataset data, FitContext context) {
        return new RandomOrderModel(ModelInfo.of(NAME, config, data, context), data.items());
    }
}
