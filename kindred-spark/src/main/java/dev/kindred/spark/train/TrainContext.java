package dev.kindred.spark.train;

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
 */
public record TrainContext(long seed, int blocks) {
    public TrainContext {
        Checks.notNegative("blocks", blocks);
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
