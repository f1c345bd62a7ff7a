package dev.kindred.model;

import dev.kindred.data.History;
import java.util.Arrays;
import java.util.List;

/**
 * A model whose score is the dot product of two vectors: that of an item, which is learnt, and that
 * of a user, which is made of the history. Lists for many users are then products of matrices.
 */
public interface FactorModel extends Model {
    /** The vectors of all items. */
    ItemVectors itemVectors();

    /**
     * Makes the vector of a user.
     *
     * @param vector out: length {@code itemVectors().width()}
     * @return false where the history says nothing: the model has no opinion then
     */
    boolean userVector(History history, float[] vector);

    @Override
    default void score(History history, float[] scores) {
        float[] vector = new float[itemVectors().width()];
        if (userVector(history, vector)) {
            itemVectors().score(vector, scores);
        } else {
            Arrays.fill(scores, Float.NaN);
        }
    }

    @Override
    default void scoreAll(List<History> histories, float[][] scores) {
        ItemVectors items = itemVectors();
        int width = items.width();
        float[] vectors = new float[histories.size() * width];
        float[] vector = new float[width];
        boolean[] silent = new boolean[histories.size()];
        for (int at = 0; at < silent.length; at++) {
            Arrays.fill(vector, 0);
            silent[at] = !userVector(histories.get(at), vector);
            System.arraycopy(vector, 0, vectors, at * width, silent[at] ? 0 : width);
        }
        items.users(vectors, silent.length).score(scores);
        for (int at = 0; at < silent.length; at++) {
            if (silent[at]) {
                Arrays.fill(scores[at], Float.NaN);
            }
        }
    }

    @Override
    default int historiesAtOnce() {
        return 48;
    }
}
