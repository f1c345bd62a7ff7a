package dev.kindred.model;

import dev.kindred.data.Dataset;

/**
 * A way to train a model. Holds its configuration and nothing else, so one object can train many
 * models at once.
 *
 * @param <M> the model that it trains
 */
public interface Algorithm<M extends Model> {
    /**
     * Trains a new model. The same configuration, data and seed give the same model on any number
     * of threads.
     *
     * @throws FitException if training diverges
     */
    M fit(Dataset data, FitContext context);
}
