package dev.kindred.knn;

import dev.kindred.data.Biases;
import dev.kindred.data.History;
import dev.kindred.data.SparseRows;
import dev.kindred.internal.Checks;
import dev.kindred.io.Tensors;
import java.util.Arrays;

/**
 * What is subtracted from ratings, and added to predictions again: {@code mean + effect of the item
 * + effect of the user}, with the effects that {@link Center} asks for. Immutable.
 *
 * @param biases mean and effects; a plain mean is an effect over mean 0 without damping, so that
 *     the mean of equal ratings is exact
 * @param stands whether it is a prediction of its own, where no neighbour can say anything
 */
record Centering(Biases biases, boolean stands) {
    /** Rests smaller than this share of the rating are rounding. */
    private static final double ROUNDING = 1e-12;

    private static final int EPOCHS = 10;

    /**
     * The centring of a data set.
     *
     * @param ofUsers what is meant by {@link Center#MEAN}: the mean of the user, or of the item
     */
    static Centering of(Center center, boolean ofUsers, double damping, SparseRows byUser) {
        double none = Double.POSITIVE_INFINITY;
        double[] zeros = new double[byUser.columns()];
        return switch (center) {
            case NONE -> new Centering(Biases.of(0, zeros, none), false);
            case MEAN ->
                    ofUsers
                            ? new Centering(Biases.of(0, zeros, 0), false)
                            : new Centering(Biases.of(0, itemMeans(byUser), none), false);
            case ITEM -> new Centering(Biases.of(0, itemMeans(byUser), none), false);
            case BASELINE -> new Centering(Biases.fit(byUser, damping, damping, EPOCHS), true);
        };
    }

    private static double[] itemMeans(SparseRows byUser) {
        double[] means = new double[byUser.columns()];
        int[] counts = new int[means.length];
        for (int k = 0; k < byUser.entries(); k++) {
            means[byUser.column(k)] += byUser.value(k);
            counts[byUser.column(k)]++;
        }
        for (int item = 0; item < means.length; item++) {
            means[item] /= Math.max(1, counts[item]);
        }
        return means;
    }

    /** Ratings by user less what is subtracted. */
    SparseRows apply(SparseRows byUser) {
        double[] rests = new double[byUser.entries()];
        for (int user = 0; user < byUser.rows(); user++) {
            double effect = biases.userEffect(byUser, user);
            for (int k = byUser.start(user); k < byUser.end(user); k++) {
                rests[k] = rest(effect, byUser.column(k), byUser.value(k));
            }
        }
        return byUser.withValues(rests);
    }

    /** What is left of a rating. */
    double rest(double userEffect, int item, double value) {
        double rest = value - level(userEffect, item);
        return Math.abs(rest) <= ROUNDING * Math.abs(value) ? 0 : rest;
    }

    /** What is added to a prediction. */
    double level(double userEffect, int item) {
        return biases.mean() + biases.itemEffect(item) + userEffect;
    }

    double userEffect(History history) {
        return biases.userEffect(history);
    }

    void save(Tensors out) {
        out.put("model.mean", new double[] {biases.mean(), biases.userDamping()});
        out.put("model.itemEffects", biases.itemEffects());
    }

    static Centering load(Center center, Tensors in) {
        double[] numbers = in.limits("model.mean");
        Checks.sameLength("model.mean", 2, numbers.length);
        Biases biases =
                Biases.of(
                        Checks.finite("mean", numbers[0]),
                        in.doubles("model.itemEffects"),
                        numbers[1]);
        return new Centering(biases, center == Center.BASELINE);
    }

    /** The lowest and the highest rating. */
    static double[] range(SparseRows ratings, boolean clip) {
        double[] values = clip ? ratings.values() : new double[0];
        return new double[] {
            Arrays.stream(values).min().orElse(Double.NEGATIVE_INFINITY),
            Arrays.stream(values).max().orElse(Double.POSITIVE_INFINITY)
        };
    }
}
