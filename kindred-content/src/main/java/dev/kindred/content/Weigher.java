package dev.kindred.content;

import java.util.List;

/**
 * Turns counts of terms into weights. In each field the terms are weighed and brought to length 1;
 * a field counts the square root of its weight, so that the similarity of two items is the weighted
 * mean of their fields' cosines; the whole is brought to length 1. Immutable and thread-safe.
 */
final class Weigher {
    private final ContentConfig config;
    private final List<Field> fields;
    private final int items;
    private final double[] meanLengths;

    /**
     * A weigher.
     *
     * @param items number of all items of the training data
     * @param meanLengths of each field: how many terms an item has in it that has any
     */
    Weigher(ContentConfig config, List<Field> fields, int items, double[] meanLengths) {
        this.config = config;
        this.fields = fields;
        this.items = items;
        this.meanLengths = meanLengths;
    }

    /**
     * Weighs an item.
     *
     * @param vocabulary knows how many items have a term; unknown ones count as rare
     * @param values out: the weight of each term
     * @param dense in: embeddings of length 1 or 0; out: their weights
     */
    void weigh(ItemTerms item, Vocabulary vocabulary, double[] values, float[] dense) {
        double[] lengths = new double[fields.size()];
        for (int k = 0; k < item.size(); k++) {
            lengths[item.term(k).field()] += item.count(k);
        }
        double[] squares = new double[fields.size()];
        for (int k = 0; k < item.size(); k++) {
            int field = item.term(k).field();
            values[k] = value(item, k, vocabulary, lengths[field]);
            squares[field] += values[k] * values[k];
        }
        boolean[] embedded = embedded(dense);
        double total = 0;
        for (int field = 0; field < squares.length; field++) {
            total += squares[field] > 0 || embedded[field] ? fields.get(field).weight() : 0;
        }
        for (int k = 0; k < item.size(); k++) {
            int field = item.term(k).field();
            double scale = Math.sqrt(fields.get(field).weight() / total / squares[field]);
            values[k] = squares[field] > 0 ? values[k] * scale : 0;
        }
        scaleDense(dense, total);
    }

    private double value(ItemTerms item, int k, Vocabulary vocabulary, double length) {
        ItemTerms.Term term = item.term(k);
        double count = item.count(k);
        if (fields.get(term.field()).type().isNumeric()) {
            return count;
        }
        int number = vocabulary.number(term);
        int withIt = number == Vocabulary.UNKNOWN ? 0 : vocabulary.items(number);
        if (withIt < config.minimumItems() && config.minimumItems() > 1) {
            return 0;
        }
        return switch (config.weighting()) {
            case NONE -> count;
            case TF_IDF -> (config.sublinear() ? 1 + Math.log(count) : count) * idf(withIt);
            case BM25 -> bm25(count, length / meanLengths[term.field()], withIt);
        };
    }

    private double idf(int withIt) {
        return config.smooth()
                ? Math.log((1.0 + items) / (1 + withIt)) + 1
                : Math.log((double) Math.max(1, items) / Math.max(1, withIt)) + 1;
    }

    private double bm25(double count, double relativeLength, int withIt) {
        double known = Math.max(items, withIt);
        double idf = Math.log1p((known - withIt + 0.5) / (withIt + 0.5));
        double length = Double.isFinite(relativeLength) ? relativeLength : 1;
        double discount = config.bm25K1() * (1 - config.bm25B() + config.bm25B() * length);
        return idf * count * (config.bm25K1() + 1) / (count + discount);
    }

    private boolean[] embedded(float[] dense) {
        boolean[] embedded = new boolean[fields.size()];
        int from = 0;
        for (int field = 0; field < embedded.length; field++) {
            int end = from + fields.get(field).dimensions();
            for (; from < end; from++) {
                embedded[field] |= dense[from] != 0;
            }
        }
        return embedded;
    }

    private void scaleDense(float[] dense, double total) {
        int from = 0;
        for (Field field : fields) {
            double scale = Math.sqrt(field.weight() / total);
            for (int end = from + field.dimensions(); from < end; from++) {
                dense[from] = dense[from] == 0 ? 0 : (float) (dense[from] * scale);
            }
        }
    }
}
