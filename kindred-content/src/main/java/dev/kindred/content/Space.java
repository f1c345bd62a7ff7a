package dev.kindred.content;

import java.util.Arrays;
import java.util.List;

/**
 * The space in which items are vectors: fields, terms and what each counts. Immutable and
 * thread-safe once made.
 *
 * @param items number of all items of the training data
 * @param meanLengths of each field: how many terms an item has in it that has any
 */
record Space(
        ContentConfig config,
        List<Field> fields,
        Vocabulary vocabulary,
        int items,
        double[] meanLengths,
        ItemReader reader,
        Weigher weigher) {

    static Space of(
            ContentConfig config,
            List<Field> fields,
            Vocabulary vocabulary,
            int items,
            double[] meanLengths) {
        return new Space(
                config,
                fields,
                vocabulary,
                items,
                meanLengths,
                new ItemReader(config, fields),
                new Weigher(config, fields, items, meanLengths));
    }

    /** The length of all embeddings of an item together. */
    int dimensions() {
        return reader.dimensions();
    }

    /** The vector of an item; terms that the vocabulary lacks are part of its length alone. */
    ItemVector vector(ItemTerms item) {
        double[] weights = new double[item.size()];
        float[] dense = item.vector().clone();
        weigher.weigh(item, vocabulary, weights, dense);
        long[] order = new long[item.size()]; // number of the term, and its place
        int size = 0;
        for (int k = 0; k < weights.length; k++) {
            int number = vocabulary.number(item.term(k));
            if (number != Vocabulary.UNKNOWN && weights[k] > 0) {
                order[size++] = (long) number << 32 | k;
            }
        }
        Arrays.sort(order, 0, size);
        int[] terms = new int[size];
        float[] values = new float[size];
        for (int k = 0; k < size; k++) {
            terms[k] = (int) (order[k] >>> 32);
            values[k] = (float) weights[(int) order[k]];
        }
        return new ItemVector(terms, values, dense);
    }
}
