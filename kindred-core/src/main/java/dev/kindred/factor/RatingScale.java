package dev.kindred.factor;

import dev.kindred.data.SparseRows;
import dev.kindred.internal.Checks;
import dev.kindred.io.Tensors;

/**
 * The scale of the ratings that a model was trained on.
 *
 * @param mean of all ratings; 0 if there is none
 * @param deviation by which ratings are divided while training; above 0
 * @param low the lowest rating, or minus infinity where predictions are not clipped
 * @param high the highest rating, or infinity where predictions are not clipped
 */
record RatingScale(double mean, double deviation, double low, double high) {
    private static final double DIVERGED = 100;

    /**
     * The scale of the given ratings.
     *
     * @param standardize whether to train on ratings of deviation 1
     * @param clip whether predictions stay within the range of the ratings
     */
    static RatingScale of(SparseRows ratings, boolean standardize, boolean clip) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double sum = 0;
        int n = ratings.entries();
        for (int k = 0; k < n; k++) {
            sum += ratings.value(k);
            low = Math.min(low, ratings.value(k));
            high = Math.max(high, ratings.value(k));
        }
        double mean = n == 0 ? 0 : sum / n;
        double squares = 0;
        for (int k = 0; k < n; k++) {
            squares += (ratings.value(k) - mean) * (ratings.value(k) - mean);
        }
        double deviation = squares == 0 ? 1 : Math.sqrt(squares / n);
        return new RatingScale(
                mean,
                standardize ? deviation : 1,
                clip && n > 0 ? low : Double.NEGATIVE_INFINITY,
                clip && n > 0 ? high : Double.POSITIVE_INFINITY);
    }

    static RatingScale load(Tensors in) {
        double[] values = in.limits("model.scale");
        Checks.sameLength("model.scale", 4, values.length);
        return new RatingScale(
                Checks.finite("mean", values[0]),
                Checks.positive("deviation", values[1]),
                values[2],
                values[3]);
    }

    void save(Tensors out) {
        out.put("model.scale", new double[] {mean, deviation, low, high});
    }

    /** A rating as training sees it. */
    float scaled(double rating) {
        return (float) ((rating - mean) / deviation);
    }

    /** The mean squared error above which training is out of hand: far above the variance. */
    double largestLoss(SparseRows ratings) {
        double squares = 0;
        for (int k = 0; k < ratings.entries(); k++) {
            squares += (double) scaled(ratings.value(k)) * scaled(ratings.value(k));
        }
        return DIVERGED * Math.max(1, squares / Math.max(1, ratings.entries()));
    }

    /**
     * What to tell of an epoch, in the scale of the ratings.
     *
     * @param heldBack the mean squared error on what is held back, or NaN if nothing is
     */
    String note(double loss, double heldBack) {
        double unit = deviation * deviation;
        String note = "loss %.5f".formatted(loss * unit);
        return Double.isNaN(heldBack)
                ? note
                : note + ", held back rmse %.5f".formatted(Math.sqrt(heldBack * unit));
    }

    double clipped(double prediction) {
        return Math.max(low, Math.min(high, prediction));
    }
}
