package dev.kindred.eval;

import dev.kindred.data.AttributeValues;
import dev.kindred.data.Attributes;
import java.util.List;

/** How far two items are apart; {@code NaN} where that is unknown. Thread-safe. */
@FunctionalInterface
interface ItemDistance {
    double between(int itemA, int itemB);

    /** The distances between the first items of a list: row and column are positions. */
    default double[][] among(Outcome outcome, int size) {
        double[][] distances = new double[size][size];
        for (int a = 0; a < size; a++) {
            for (int b = 0; b < a; b++) {
                distances[a][b] = between(outcome.item(a), outcome.item(b));
                distances[b][a] = distances[a][b];
            }
        }
        return distances;
    }

    /** 1 - shared values / all values of both; unknown if one has no values. */
    static ItemDistance jaccard(AttributeValues values) {
        return (itemA, itemB) -> {
            int a = values.of(itemA).length;
            int b = values.of(itemB).length;
            int shared = values.shared(itemA, itemB);
            return a == 0 || b == 0 ? Double.NaN : 1 - (double) shared / (a + b - shared);
        };
    }

    /** 1 - cosine of the values; unknown if one has no values. */
    static ItemDistance cosine(AttributeValues values) {
        return (itemA, itemB) -> {
            int a = values.of(itemA).length;
            int b = values.of(itemB).length;
            return a == 0 || b == 0
                    ? Double.NaN
                    : 1 - values.shared(itemA, itemB) / Math.sqrt((double) a * b);
        };
    }

    /** The number of fields in which the values differ. */
    static ItemDistance hamming(Attributes attributes, List<String> fields) {
        return (itemA, itemB) -> {
            int differ = 0;
            for (String field : fields) {
                List<String> a = attributes.values(itemA, field);
                differ += a.equals(attributes.values(itemB, field)) ? 0 : 1;
            }
            return differ;
        };
    }
}
