package dev.kindred.spark.train;

import dev.kindred.data.Attributes;
import dev.kindred.internal.Checks;
import dev.kindred.internal.ConfigBinder;
import dev.kindred.model.FitContext;
import dev.kindred.model.ModelInfo;
import dev.kindred.spark.data.PreparedData;

/**
 * How to train: never changes what is trained, the seed excepted.
 *
 * @param seed all random numbers come from it
 * @param blocks how many blocks items are cut into at most; 0 to choose
 * @param items attributes of items, for {@code content}
 */
public record TrainContext(long seed, int blocks, Attributes items) {
    public TrainContext {
        Checks.notNegative("blocks", blocks);
    }

    /** Without attributes of items. */
    public TrainContext(long seed, int blocks) {
        this(seed, blocks, Attributes.NONE);
    }

    FitContext local() {
        return FitContext.seeded(seed);
    }

    ModelInfo info(String algorithm, Record config, PreparedData data) {
        return new ModelInfo(
                algorithm,
                ConfigBinder.toTexts(config),
                data.fingerprint(),
                seed,
                ModelInfo.CURRENT_VERSION);
    }
}
