package dev.kindred.model;

import dev.kindred.data.History;
import dev.kindred.data.IdIndex;

/**
 * A model that predicts ratings, on the scale of the data that it was trained on. Its scores are
 * its predictions.
 *
 * <p>A good rating predictor is not a good ranker over a whole catalogue; train a ranking model for
 * lists.
 */
public interface RatingModel extends Model {
    /**
     * The rating that the user with this history would give, or {@code NaN} if it cannot be
     * predicted. A rating of the very item in the history is not used as evidence: leave it out of
     * the history to predict as if it were unknown.
     *
     * @param history what the user has rated; {@link History#user} names the user's row in the
     *     training data, if any
     * @param item an item row, or {@link IdIndex#ABSENT} for an item that the training data does
     *     not know: models that know something of the user or the mean predict from that, others
     *     {@code NaN}
     */
    double predict(History history, int item);

    /** Predicts several items for one user; models that share work between items override this. */
    default void predict(History history, int[] items, double[] predictions) {
        for (int k = 0; k < items.length; k++) {
            predictions[k] = predict(history, items[k]);
        }
    }

    @Override
    default void score(History history, float[] scores) {
        int[] all = new int[scores.length];
        for (int item = 0; item < all.length; item++) {
            all[item] = item;
        }
        double[] predictions = new double[all.length];
        predict(history, all, predictions);
        for (int item = 0; item < all.length; item++) {
            scores[item] = (float) predictions[item];
        }
    }
}
