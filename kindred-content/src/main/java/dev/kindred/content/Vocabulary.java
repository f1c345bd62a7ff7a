package dev.kindred.content;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The terms of all items, numbered in the order in which they first came, with the number of items
 * that have each. Not thread-safe while it grows.
 */
final class Vocabulary {
    static final int UNKNOWN = -1;

    private final List<Map<String, Integer>> byField = new ArrayList<>();
    private final List<ItemTerms.Term> terms = new ArrayList<>();
    private int[] items = new int[1024]; // that have a term

    Vocabulary(int fields) {
        for (int field = 0; field < fields; field++) {
            byField.add(new HashMap<>());
        }
    }

    /** A copy that may grow. */
    Vocabulary copy() {
        var copy = new Vocabulary(byField.size());
        for (int term = 0; term < size(); term++) {
            copy.put(terms.get(term), items[term]);
        }
        return copy;
    }

    int size() {
        return terms.size();
    }

    /** The number of a term, or {@link #UNKNOWN}. */
    int number(ItemTerms.Term term) {
        return byField.get(term.field()).getOrDefault(term.key(), UNKNOWN);
    }

    /** The number of a term, which is added for 0 items if it is new. */
    int add(ItemTerms.Term term) {
        Integer known = byField.get(term.field()).putIfAbsent(term.key(), terms.size());
        if (known != null) {
            return known;
        }
        terms.add(term);
        if (terms.size() > items.length) {
            items = Arrays.copyOf(items, 2 * items.length);
        }
        return terms.size() - 1;
    }

    /** Adds a term that so many items have. */
    void put(ItemTerms.Term term, int withIt) {
        int number = add(term); // may take a larger array
        items[number] = withIt;
    }

    /** One more item has a term. */
    void count(int term) {
        items[term]++;
    }

    ItemTerms.Term term(int number) {
        return terms.get(number);
    }

    /** How many items of the training data have a term. */
    int items(int number) {
        return items[number];
    }
}
