package dev.kindred.model;

import dev.kindred.data.Attributes;
import dev.kindred.data.History;
import java.util.List;
import java.util.Map;

/**
 * A model that knows items by their attributes, so that it can judge items that it was not trained
 * on: who would like a new item, which items are like it.
 */
public interface AttributeModel extends Model {
    /**
     * A new item as the model sees it.
     *
     * @param attributes values by field, as {@link Attributes} hold them; fields that the model
     *     does not use are ignored
     */
    NewItem newItem(Map<String, List<String>> attributes);

    /**
     * The same model with more items: each gets the score that it would have got, had it been there
     * in training, but what was learnt from all items (such as how rare a word is) stays as it was.
     * Known items keep their rows and their attributes; new ones come after them in the order of
     * the attributes.
     */
    AttributeModel withItems(Attributes more);

    /** An item that is not in {@link #items}. Immutable and thread-safe. */
    interface NewItem {
        /**
         * The score that {@link Model#score} would give the item, were it known; {@code NaN} where
         * the model has no opinion. Scores of different users need not be comparable.
         *
         * @param history rows of {@link Model#items}
         */
        double score(History history);

        /**
         * How similar each known item is; see {@link Model#similarItems}.
         *
         * @param scores out: length {@code items().size()}; {@code NaN} where not similar
         */
        void similarItems(float[] scores);

        /** Why the item has its score; see {@link Model#explain}. */
        Explanation explain(History history);
    }
}
