package dev.kindred.eval;

import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.io.Tensors;
import dev.kindred.model.ModelInfo;
import dev.kindred.model.RatingModel;
import java.util.Arrays;

/**
 * A rating model that predicts the mean of the training data where another one predicts nothing.
 * Rating metrics leave out what is not predicted: settings that say nothing about difficult pairs
 * would look good.
 *
 * @param model the other one
 * @param mean what is predicted instead
 */
record FilledRatings(RatingModel model, double mean) implements RatingModel {
    static FilledRatings of(RatingModel model, Dataset train) {
        double mean = Arrays.stream(train.byUser().values()).average().orElse(0);
        return new FilledRatings(model, mean);
    }

    private double filled(double prediction) {
        return Double.isNaN(prediction) ? mean : prediction;
    }

    @Override
    public double predict(History history, int item) {
        return filled(model.predict(history, item));
    }

    @Override
    public void predict(History history, int[] items, double[] predictions) {
        model.predict(history, items, predictions);
        for (int k = 0; k < items.length; k++) {
            predictions[k] = filled(predictions[k]);
        }
    }

    @Override
    public ModelInfo info() {
        return model.info();
    }

    @Override
    public IdIndex items() {
        return model.items();
    }

    @Override
    public void save(Tensors out) {
        model.save(out);
    }
}
