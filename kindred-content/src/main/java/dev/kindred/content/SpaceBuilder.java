package dev.kindred.content;

import dev.kindred.data.Attributes;
import dev.kindred.model.FitContext;
import java.util.List;

/** Counts in how many items each term is. */
final class SpaceBuilder {
    private static final int BLOCK = 4096; // items that are taken apart at a time

    private final ContentConfig config;
    private final List<Field> fields;
    private final Attributes attributes;
    private final Vocabulary vocabulary;
    private final double[] lengths;
    private final int[] filled; // items with terms, by field

    SpaceBuilder(ContentConfig config, List<Field> fields, Attributes attributes) {
        this.config = config;
        this.fields = fields;
        this.attributes = attributes;
        vocabulary = new Vocabulary(fields.size());
        lengths = new double[fields.size()];
        filled = new int[fields.size()];
    }

    /** The space of the attributes; numbers of terms follow the order of the items. */
    Space build(FitContext context) {
        int items = attributes.ids().size();
        var reader = new ItemReader(config, fields);
        for (int start = 0; start < items; start += BLOCK) {
            int from = start;
            var block = new ItemTerms[Math.min(BLOCK, items - start)];
            context.forEachRow(block.length, k -> block[k] = read(reader, from + k));
            for (ItemTerms item : block) {
                count(item);
            }
            context.progress().update("read items", from + block.length, items, "");
        }
        double[] meanLengths = new double[lengths.length];
        for (int field = 0; field < lengths.length; field++) {
            meanLengths[field] = lengths[field] / Math.max(1, filled[field]);
        }
        return Space.of(config, fields, frequent(), items, meanLengths);
    }

    private ItemTerms read(ItemReader reader, int row) {
        return reader.read(attributes.ids().id(row), name -> attributes.values(row, name));
    }

    private void count(ItemTerms item) {
        int field = -1;
        for (int k = 0; k < item.size(); k++) {
            ItemTerms.Term term = item.term(k);
            vocabulary.count(vocabulary.add(term));
            lengths[term.field()] += item.count(k);
            if (term.field() != field) {
                field = term.field();
                filled[field]++;
            }
        }
    }

    private Vocabulary frequent() {
        if (config.minimumItems() == 1) {
            return vocabulary;
        }
        var kept = new Vocabulary(fields.size());
        for (int number = 0; number < vocabulary.size(); number++) {
            ItemTerms.Term term = vocabulary.term(number);
            boolean numeric = fields.get(term.field()).type().isNumeric();
            if (numeric || vocabulary.items(number) >= config.minimumItems()) {
                kept.put(term, vocabulary.items(number));
            }
        }
        return kept;
    }
}
