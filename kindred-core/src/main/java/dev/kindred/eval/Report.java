package dev.kindred.eval;

import dev.kindred.model.FitContext;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an evaluation found. Immutable; equal for any number of threads, {@link #seconds} excepted.
 *
 * @param name what was evaluated, such as {@code item-knn}
 * @param protocol how it was measured
 * @param metrics value of each metric, in the order in which they were asked for; {@code NaN} where
 *     there is none
 * @param better which of two values of a metric is the better one
 * @param intervals bootstrap interval of each metric that has one value per user
 * @param users outside ids of the users, in the order of {@link #perUser}; fold after fold
 * @param perUser value of each user and per-user metric; {@code NaN} where the user is left out
 * @param predictions how many ratings were asked for and predicted, or null if none were asked for
 * @param seconds how long it took
 * @param warnings what to know before the values are compared with others
 */
public record Report(
        String name,
        Protocol protocol,
        Map<String, Double> metrics,
        Map<String, Metric.Better> better,
        Map<String, Interval> intervals,
        List<String> users,
        Map<String, UserValues> perUser,
        @Nullable Predictions predictions,
        Seconds seconds,
        List<String> warnings) {
    public Report {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        better = Collections.unmodifiableMap(new LinkedHashMap<>(better));
        intervals = Collections.unmodifiableMap(new LinkedHashMap<>(intervals));
        users = List.copyOf(users);
        perUser = Collections.unmodifiableMap(new LinkedHashMap<>(perUser));
        warnings = List.copyOf(warnings);
    }

    /**
     * The report of a cross-validation: each metric's mean over the folds. The intervals resample
     * users with all that they have in every fold.
     *
     * @param folds reports of the same metrics on different test sets, all alike otherwise
     * @param context threads, and the seed of the intervals
     */
    public static Report ofFolds(List<Report> folds, FitContext context) {
        return Folds.combine(folds, context);
    }

    /** The same under another name, such as one with the settings. */
    public Report named(String newName) {
        return new Report(
                newName,
                protocol,
                metrics,
                better,
                intervals,
                users,
                perUser,
                predictions,
                seconds,
                warnings);
    }

    /** A confidence interval. */
    public record Interval(double low, double high) {}

    /**
     * Coverage of a rating predictor.
     *
     * @param pairs test pairs
     * @param predicted those that could be predicted; the others are left out of rating metrics
     */
    public record Predictions(long pairs, long predicted) {}

    /**
     * Wall time.
     *
     * @param fit training
     * @param rank lists, predictions and what is measured per user
     * @param summary list-wide metrics and intervals
     */
    public record Seconds(double fit, double rank, double summary) {}

    /** The value of a metric. */
    public double metric(String metric) {
        Double value = metrics.get(metric);
        if (value == null) {
            throw new IllegalArgumentException(
                    "\"%s\" was not measured; there are %s".formatted(metric, metrics.keySet()));
        }
        return value;
    }
}
