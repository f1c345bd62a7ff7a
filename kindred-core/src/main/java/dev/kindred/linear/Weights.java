package dev.kindred.linear;

import dev.kindred.data.History;
import dev.kindred.io.Tensors;
import dev.kindred.model.Explanation;

/** Weights from the items of a history to the items that they speak for. Immutable. */
interface Weights {
    /** See {@link dev.kindred.model.Model#score}. */
    void score(History history, float[] scores);

    /** The weights of one item above 0; NaN elsewhere. */
    void similarItems(int item, float[] scores);

    /** The weights of the history's items for one item. */
    Explanation explain(History history, int item);

    /** Writes the arrays. */
    void save(Tensors out);
}
