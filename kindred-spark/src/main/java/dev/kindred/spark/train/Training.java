package dev.kindred.spark.train;

import dev.kindred.model.Model;
import dev.kindred.spark.data.PreparedData;

/** Trains one algorithm on prepared data. */
interface Training {
    /**
     * Trains.
     *
     * @param config of the algorithm's provider
     */
    Model train(PreparedData data, Record config, TrainContext context);

    /**
     * Looks at settings before anything is read.
     *
     * @throws IllegalArgumentException if there is no such training on Spark
     */
    default void check(Record settings) {}
}
