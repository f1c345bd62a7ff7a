package dev.kindred.spark.train;

import dev.kindred.data.Attributes;
import dev.kindred.model.Algorithms;
import dev.kindred.model.Model;
import dev.kindred.spark.data.PreparedData;

/**
 * {@code content} by core on the driver: a catalogue fits into the memory of one machine, and the
 * model knows nothing of users but their histories, which it is given when it is asked.
 */
final class ContentTraining implements Training {
    /** The algorithm's name; its module is on the class path. */
    static final String NAME = "content";

    @Override
    public Model train(PreparedData data, Record settings, TrainContext context) {
        if (context.items() == Attributes.NONE) {
            throw new IllegalArgumentException(
                    "content needs the texts of items: --items FILE names them");
        }
        return Algorithms.provider(NAME)
                .create(settings)
                .fit(
                        data.collect().withAttributes(Attributes.NONE, context.items()),
                        context.local());
    }
}
