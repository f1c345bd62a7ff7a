package dev.kindred.content;

import java.util.List;

/**
 * An attribute that is used, or several that are joined to one text.
 *
 * @param sources the attributes that it is made of
 * @param weight what it counts in the similarity of two items that both have it
 * @param knots numbers and dates: rising grid points, or for buckets their lower ends; else empty
 * @param dimensions embeddings: length of the vector; else 0
 */
record Field(
        String name,
        List<String> sources,
        FieldType type,
        double weight,
        double[] knots,
        int dimensions) {
    /** The name of joined fields. */
    static final String ONE_TEXT = "text";

    private static final double[] NO_KNOTS = {};

    /** A field of words or tags. */
    static Field ofTerms(String name, List<String> sources, FieldType type, double weight) {
        return new Field(name, List.copyOf(sources), type, weight, NO_KNOTS, 0);
    }

    /** A field of numbers or dates. */
    static Field ofNumbers(String name, FieldType type, double weight, double[] knots) {
        return new Field(name, List.of(name), type, weight, knots, 0);
    }

    static Field ofVectors(String name, double weight, int dimensions) {
        return new Field(name, List.of(name), FieldType.EMBEDDING, weight, NO_KNOTS, dimensions);
    }
}
