package dev.kindred.blend;

import dev.kindred.model.Algorithm;
import dev.kindred.model.Algorithms;
import java.util.List;

/**
 * One algorithm of a hybrid.
 *
 * @param algorithm its name
 * @param config its settings
 * @param attributes item fields whose values it is trained on as if they were users, {@code *} for
 *     all; empty for none
 * @param attributeWeight how many users each value counts as
 */
record Part(String algorithm, Record config, List<String> attributes, int attributeWeight) {
    /** All fields. */
    static final String ALL = "*";

    /** The algorithm, ready to train. */
    Algorithm<?> create() {
        Algorithm<?> plain = Algorithms.provider(algorithm).create(config);
        return attributes.isEmpty()
                ? plain
                : new FeatureAugmented<>(plain, attributes, attributeWeight);
    }
}
