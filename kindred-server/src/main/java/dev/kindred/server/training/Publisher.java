package dev.kindred.server.training;

import dev.kindred.model.ModelFile;
import dev.kindred.store.ModelRecord;

/** Takes a new model into service. */
@FunctionalInterface
public interface Publisher {
    /**
     * The next request is answered by this model.
     *
     * @param record of the model in the store
     * @param file the model and the data it was trained on
     */
    void publish(ModelRecord record, ModelFile file);
}
