package dev.kindred.testkit;

import dev.kindred.data.Dataset;
import dev.kindred.data.DatasetBuilder;
import dev.kindred.data.TestSet;
import dev.kindred.io.InteractionFiles;
import dev.kindred.io.ReadOptions;
import dev.kindred.model.RatingModel;

/** Reads real ratings, and measures rating predictors on them. */
public final class Ratings {
    private Ratings() {}

    /**
     * How wrong predictions are.
     *
     * @param rmse root of the mean squared error
     * @param mae mean absolute error
     * @param unpredicted share of the test ratings for which there was no prediction; they count
     *     with the mean of the user's history, or of the training data where that is empty
     */
    public record Errors(double rmse, double mae, double unpredicted) {}

    /** A file of {@link ExternalData}, or a member of an archive of it ({@code a.zip!member}). */
    public static Dataset read(String source) {
        String file = ExternalData.file(source).toString();
        return new DatasetBuilder()
                .build(InteractionFiles.read(file, ReadOptions.defaults()).log());
    }

    /** The errors of a model on test ratings, given each user's training ratings as history. */
    public static Errors errors(RatingModel model, Dataset train, Dataset test) {
        return errors(model, mean(train), TestSet.of(train, test));
    }

    /** The errors of a model on a test set; {@code mean} is of the training data. */
    public static Errors errors(RatingModel model, double mean, TestSet test) {
        double squares = 0;
        double absolutes = 0;
        int unpredicted = 0;
        for (TestSet.TestUser user : test.users()) {
            double fallback = user.history().isEmpty() ? mean : mean(user);
            double[] predictions = new double[user.targets().length];
            model.predict(user.history(), user.targets(), predictions);
            for (int k = 0; k < predictions.length; k++) {
                unpredicted += Double.isNaN(predictions[k]) ? 1 : 0;
                double error =
                        (Double.isNaN(predictions[k]) ? fallback : predictions[k])
                                - user.values()[k];
                squares += error * error;
                absolutes += Math.abs(error);
            }
        }
        double n = test.targets();
        return new Errors(Math.sqrt(squares / n), absolutes / n, unpredicted / n);
    }

    /** The mean of all values. */
    public static double mean(Dataset data) {
        double sum = 0;
        for (double value : data.byUser().values()) {
            sum += value;
        }
        return sum / data.size();
    }

    private static double mean(TestSet.TestUser user) {
        double sum = 0;
        for (int k = 0; k < user.history().size(); k++) {
            sum += user.history().value(k);
        }
        return sum / user.history().size();
    }
}
