package dev.kindred.eval;

import java.util.Arrays;
import java.util.List;

/** The values of one metric for all users, and how much each counts. Immutable once filled. */
public final class UserValues {
    private final UserMetric metric;
    private final double[] values;
    private final double[] weights;

    UserValues(UserMetric metric, int users) {
        this.metric = metric;
        this.values = new double[users];
        this.weights = new double[users];
        Arrays.fill(values, Double.NaN);
    }

    private UserValues(UserMetric metric, double[] values, double[] weights) {
        this.metric = metric;
        this.values = values;
        this.weights = weights;
    }

    /** The values of several folds one after the other. */
    static UserValues concat(List<UserValues> parts) {
        return new UserValues(
                parts.get(0).metric,
                parts.stream().flatMapToDouble(part -> Arrays.stream(part.values)).toArray(),
                parts.stream().flatMapToDouble(part -> Arrays.stream(part.weights)).toArray());
    }

    /** Measures one user; each row is written by one thread. */
    void measure(int row, Outcome outcome) {
        values[row] = metric.value(outcome);
        weights[row] = Double.isNaN(values[row]) ? 0 : metric.weight(outcome);
    }

    /** The number of users, those that are left out included. */
    public int size() {
        return values.length;
    }

    /** The value of a user; {@code NaN} where the user is left out. */
    public double value(int user) {
        return values[user];
    }

    /** How much a user counts; 0 where left out. */
    public double weight(int user) {
        return weights[user];
    }

    /** All values: a copy. */
    public double[] values() {
        return values.clone();
    }

    /** The metric's value over all users, or {@code NaN} if none counts. */
    double result() {
        double sum = 0;
        double weight = 0;
        for (int user = 0; user < values.length; user++) {
            if (weights[user] > 0) {
                sum += weights[user] * values[user];
                weight += weights[user];
            }
        }
        return finish(sum, weight);
    }

    double finish(double sum, double weight) {
        return weight > 0 ? metric.finish(sum / weight) : Double.NaN;
    }
}
