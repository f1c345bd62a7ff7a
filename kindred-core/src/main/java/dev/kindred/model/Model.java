package dev.kindred.model;

import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.io.Tensors;
import java.util.Arrays;
import java.util.List;

/**
 * What an algorithm has learnt. Immutable and thread-safe. Works on the rows of {@link #items}, and
 * represents a user by the history that it is given: nobody has to be known from training.
 *
 * <p>{@code NaN} means "no opinion", never 0.
 */
public interface Model {
    /** Where the model comes from. */
    ModelInfo info();

    /** The items that the model knows; rows of scores and histories are rows of this index. */
    IdIndex items();

    /**
     * Scores every item for one user's history; higher is better. Scores of different users need
     * not be comparable.
     *
     * @param history what the user has done, in event order; may be empty
     * @param scores out: length {@code items().size()}; {@code NaN} where the model has no opinion
     */
    void score(History history, float[] scores);

    /**
     * Scores every item for several histories: the same bits as one by one.
     *
     * @param scores out: one array per history, as for {@link #score(History, float[])}
     */
    default void scoreAll(List<History> histories, float[][] scores) {
        for (int at = 0; at < histories.size(); at++) {
            score(histories.get(at), scores[at]);
        }
    }

    /**
     * How many histories {@link #scoreAll} should get to be quicker than one by one; 1 (the
     * default) where it makes no difference.
     */
    default int historiesAtOnce() {
        return 1;
    }

    /**
     * How similar each item is to the given one; higher is more similar, by the model's own notion.
     *
     * @param item an item row
     * @param scores out: length {@code items().size()}; {@code NaN} where the items are not similar
     *     or the model has no notion of it (the default), and always for the item itself
     */
    default void similarItems(int item, float[] scores) {
        Arrays.fill(scores, Float.NaN);
    }

    /**
     * Why the model gives an item its score for this history: the contribution of each past item.
     * The default knows no reason.
     */
    default Explanation explain(History history, int item) {
        return Explanation.NONE;
    }

    /**
     * Writes what the model needs beyond {@link #info} and {@link #items}; {@link
     * AlgorithmProvider#load} is the reverse. Array names start with "model.".
     */
    void save(Tensors out);
}
