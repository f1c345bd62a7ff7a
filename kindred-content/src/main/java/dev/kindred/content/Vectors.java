package dev.kindred.content;

import dev.kindred.io.DataException;
import java.util.List;

/** Reads embeddings. */
final class Vectors {
    private Vectors() {}

    /**
     * The vector of an item.
     *
     * @param item its id, for messages
     * @param dimensions how many numbers there must be, or 0 if that is open
     * @throws DataException if the values are no such vector
     */
    static double[] of(String item, String field, List<String> values, int dimensions) {
        double[] vector = Numerals.vector(values);
        if (vector.length == 0) {
            throw new DataException(
                    "item \"%s\": %s must hold finite numbers, as in [0.1, -0.2], but is \"%s\". Maybe it is no embedding: set fields=*,%s:ignore"
                            .formatted(item, field, excerpt(values), field));
        }
        if (dimensions > 0 && vector.length != dimensions) {
            throw new DataException(
                    "item \"%s\": %s must have %d numbers, as those of the other items, but has %d"
                            .formatted(item, field, dimensions, vector.length));
        }
        return vector;
    }

    private static String excerpt(List<String> values) {
        String text = String.join(" ", values);
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }
}
