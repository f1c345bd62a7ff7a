package dev.kindred.eval;

import dev.kindred.eval.Metric.Better;
import org.jspecify.annotations.Nullable;

/**
 * One line of the table of known metrics.
 *
 * @param name without list length, such as {@code ndcg}
 * @param shape what may or must follow the name
 * @param definition the formula in one line
 * @param factory makes the metric of a list length and attribute
 */
record MetricKind(String name, Shape shape, Better better, String definition, Factory factory) {
    /** What may or must follow the name. */
    enum Shape {
        /** Nothing: the metric needs no list. */
        PLAIN,
        /** Nothing: the metric needs all candidates ranked. */
        WHOLE_RANKING,
        /** {@code @k}. */
        DEPTH,
        /** {@code @k} and, if wanted, {@code :attribute}. */
        DEPTH_AND_FIELD
    }

    /** Makes a metric. */
    interface Factory {
        Metric create(Header header, @Nullable String field);
    }

    /** How the name is written, for lists of metrics: {@code ndcg@k}. */
    String pattern() {
        return switch (shape) {
            case PLAIN, WHOLE_RANKING -> name;
            case DEPTH -> name + "@k";
            case DEPTH_AND_FIELD -> name + "@k[:attribute]";
        };
    }

    Metric create(String fullName, int depth, @Nullable String field) {
        return factory.create(new Header(fullName, definition, depth, better), field);
    }
}
