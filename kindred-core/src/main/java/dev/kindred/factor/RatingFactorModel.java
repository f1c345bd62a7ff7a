package dev.kindred.factor;

import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.internal.Checks;
import dev.kindred.model.ModelInfo;
import dev.kindred.model.RatingModel;

/**
 * A rating predictor that multiplies a user's row (p, b, 1) with rows (q, 1, b) of the items.
 *
 * <p>Also predicts for {@link IdIndex#ABSENT}, an item that the model does not know.
 */
abstract sealed class RatingFactorModel implements RatingModel
        permits BiasedMfModel, SvdPlusPlusModel {
    final RatingScale scale;
    final double regularization;
    final Factors items; // (q, 1, b) per row
    final RatingFoldIn solver;
    private final ModelInfo info;
    private final IdIndex ids;

    RatingFactorModel(
            ModelInfo info, IdIndex ids, RatingScale scale, double regularization, Factors items) {
        Checks.sameLength("item factors", ids.size(), items.rows());
        this.info = info;
        this.ids = ids;
        this.scale = scale;
        this.regularization = regularization;
        this.items = items;
        this.solver = new RatingFoldIn(items, regularization, scale.deviation());
    }

    /** The user's row (p, b, 1); empty for one of whom nothing can be known. */
    abstract float[] user(History history);

    /** What the user's row tells of an item that the model does not know. */
    abstract double ofUnknownItem(float[] user);

    @Override
    public ModelInfo info() {
        return info;
    }

    @Override
    public IdIndex items() {
        return ids;
    }

    @Override
    public double predict(History history, int item) {
        return predict(user(history.without(item)), item);
    }

    @Override
    public void predict(History history, int[] rows, double[] predictions) {
        float[] user = user(history);
        for (int k = 0; k < rows.length; k++) {
            predictions[k] =
                    history.find(rows[k]) >= 0 ? predict(history, rows[k]) : predict(user, rows[k]);
        }
    }

    /** Items of the history are scored as well, with their own rating as evidence. */
    @Override
    public void score(History history, float[] scores) {
        float[] user = user(history);
        for (int item = 0; item < scores.length; item++) {
            scores[item] = (float) predict(user, item);
        }
    }

    private double predict(float[] user, int item) {
        if (user.length == 0) {
            return scale.clipped(scale.mean());
        }
        boolean known = item != IdIndex.ABSENT;
        return scale.clipped(
                scale.mean() + (known ? items.product(user, item) : ofUnknownItem(user)));
    }

    /** The cosine of the items' factors, biases left out. */
    @Override
    public void similarItems(int item, float[] scores) {
        items.cosines(item, items.width() - 2, scores);
    }
}
