package dev.kindred.content;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an item is made of before it is weighed: the terms of each field with their counts, and its
 * embeddings.
 */
final class ItemTerms {
    /**
     * A term of one item.
     *
     * @param field number of the field
     * @param key what makes it equal to another item's
     * @param written how the item writes it
     */
    record Term(int field, String key, String written) {}

    private final List<Term> terms = new ArrayList<>();
    private final List<Double> counts = new ArrayList<>();
    private final Map<String, Integer> places = new LinkedHashMap<>(); // of the field's keys
    private final float[] vector; // embeddings of all fields, each of length 1 or 0
    private int field = -1;

    ItemTerms(int dimensions) {
        vector = new float[dimensions];
    }

    /** Adds to the count of a term; the terms of a field come one field after the other. */
    void add(int ofField, String key, String written, double count) {
        if (ofField != field) {
            field = ofField;
            places.clear();
        }
        Integer at = places.putIfAbsent(key, terms.size());
        if (at == null) {
            terms.add(new Term(ofField, key, written));
            counts.add(count);
        } else {
            counts.set(at, counts.get(at) + count);
        }
    }

    /** Sets the embedding of a field, whatever its length; a vector of zeros counts as none. */
    void vector(int from, double[] values) {
        double squares = 0;
        for (double value : values) {
            squares += value * value;
        }
        for (int k = 0; k < values.length && squares > 0; k++) {
            vector[from + k] = (float) (values[k] / Math.sqrt(squares));
        }
    }

    int size() {
        return terms.size();
    }

    Term term(int k) {
        return terms.get(k);
    }

    double count(int k) {
        return counts.get(k);
    }

    float[] vector() {
        return vector;
    }
}
