package dev.kindred.eval;

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
            int[] a = values.of(itemA);
            int[] b = values.of(itemB);
            if (a.length == 0 || b.length == 0) {
                return Double.NaN;
            }
            int shared = shared(a, b);
            return 1 - (double) shared / (a.length + b.length - shared);
        };
    }

    /** 1 - cosine of the values; unknown if one has no values. */
    static ItemDistance cosine(AttributeValues values) {
        return (itemA, itemB) -> {
            int[] a = values.of(itemA);
            int[] b = values.of(itemB);
            return a.length == 0 || b.length == 0
                    ? Double.NaN
                    : 1 - shared(a, b) / Math.sqrt((double) a.length * b.length);
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

    /** The length of what two rising lists share. */
    private static int shared(int[] a, int[] b) {
        int shared = 0;
        for (int i = 0, j = 0; i < a.length && j < b.length; ) {
            if (a[i] == b[j]) {
                shared++;
                i++;
                j++;
            } else if (a[i] < b[j]) {
                i++;
            } else {
                j++;
            }
        }
        return shared;
    }
}
