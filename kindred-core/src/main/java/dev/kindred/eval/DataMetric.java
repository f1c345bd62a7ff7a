package dev.kindred.eval;

import dev.kindred.data.Attributes;
import dev.kindred.data.Dataset;
import java.util.List;

/**
 * A metric that needs to know the training data or attributes: it is bound once before lists are
 * made, and becomes one metric or several (such as one per group of users).
 */
public non-sealed interface DataMetric extends Metric {
    /**
     * The metrics that are measured.
     *
     * @throws IllegalArgumentException if the data lack what the metric needs, such as an attribute
     */
    List<Metric> bind(Data data);

    /**
     * What a metric may know beyond lists and targets.
     *
     * @param train the training data; the catalogue is its items
     * @param users attributes of the test users, by id
     */
    record Data(Dataset train, Attributes users) {}
}
