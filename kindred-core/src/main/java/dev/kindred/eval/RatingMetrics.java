package dev.kindred.eval;

import dev.kindred.eval.Metric.Better;
import dev.kindred.eval.MetricKind.Shape;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/** The table of rating metrics. Pairs without a prediction are left out and counted. */
final class RatingMetrics {
    private static final DoubleUnaryOperator AS_IT_IS = DoubleUnaryOperator.identity();

    static final List<MetricKind> ALL =
            List.of(
                    kind(
                            "rmse",
                            "root of the mean squared error over all predicted pairs",
                            RatingMetrics::squaredError,
                            RatingMetrics::predicted,
                            Math::sqrt),
                    kind(
                            "mae",
                            "mean absolute error over all predicted pairs",
                            RatingMetrics::absoluteError,
                            RatingMetrics::predicted,
                            AS_IT_IS),
                    kind(
                            "rmse-user",
                            "mean over users of the root of a user's mean squared error",
                            outcome -> Math.sqrt(squaredError(outcome)),
                            outcome -> 1,
                            AS_IT_IS),
                    kind(
                            "mae-user",
                            "mean over users of a user's mean absolute error",
                            RatingMetrics::absoluteError,
                            outcome -> 1,
                            AS_IT_IS));

    private RatingMetrics() {}

    private static MetricKind kind(
            String name,
            String definition,
            ToDoubleFunction<Outcome> value,
            ToDoubleFunction<Outcome> weight,
            DoubleUnaryOperator finish) {
        return new MetricKind(
                name,
                Shape.PLAIN,
                Better.LOWER,
                definition,
                (header, field) -> new UserFunction(header, value, weight, finish));
    }

    /** The mean over the predicted pairs; NaN if there is none. */
    private static double squaredError(Outcome outcome) {
        double sum = 0;
        for (int k = 0; k < outcome.predictions(); k++) {
            double error = outcome.predicted(k) - outcome.actual(k);
            sum += Double.isNaN(error) ? 0 : error * error;
        }
        return sum / predicted(outcome);
    }

    /** The mean over the predicted pairs; NaN if there is none. */
    private static double absoluteError(Outcome outcome) {
        double sum = 0;
        for (int k = 0; k < outcome.predictions(); k++) {
            double error = outcome.predicted(k) - outcome.actual(k);
            sum += Double.isNaN(error) ? 0 : Math.abs(error);
        }
        return sum / predicted(outcome);
    }

    private static int predicted(Outcome outcome) {
        int predicted = 0;
        for (int k = 0; k < outcome.predictions(); k++) {
            predicted += Double.isNaN(outcome.predicted(k)) ? 0 : 1;
        }
        return predicted;
    }
}
