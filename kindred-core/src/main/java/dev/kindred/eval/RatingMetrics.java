package dev.kindred.eval;

import dev.kindred.eval.Metric.Better;
import dev.kindred.eval.MetricKind.Shape;
import java.util.List;

/** The table of rating metrics. Pairs without a prediction are left out. */
final class RatingMetrics {
    static final List<MetricKind> ALL =
            List.of(
                    kind(
                            "rmse",
                            "root of the mean squared error over all predicted pairs",
                            Error.SQUARED,
                            true),
                    kind(
                            "mae",
                            "mean absolute error over all predicted pairs",
                            Error.ABSOLUTE,
                            true),
                    kind(
                            "rmse-user",
                            "mean over users of the root of a user's mean squared error",
                            Error.SQUARED,
                            false),
                    kind(
                            "mae-user",
                            "mean over users of a user's mean absolute error",
                            Error.ABSOLUTE,
                            false));

    private RatingMetrics() {}

    private enum Error {
        SQUARED,
        ABSOLUTE
    }

    private static MetricKind kind(String name, String definition, Error error, boolean pooled) {
        return new MetricKind(
                name,
                Shape.PLAIN,
                Better.LOWER,
                definition,
                (header, field) -> new RatingError(header, error, pooled));
    }

    private record RatingError(Header header, Error error, boolean pooled) implements UserMetric {
        @Override
        public String name() {
            return header.name();
        }

        @Override
        public String definition() {
            return header.definition();
        }

        @Override
        public int depth() {
            return NO_LIST;
        }

        @Override
        public Better better() {
            return header.better();
        }

        @Override
        public double value(Outcome outcome) {
            double sum = 0;
            for (int k = 0; k < outcome.predictions(); k++) {
                double difference = outcome.predicted(k) - outcome.actual(k);
                if (!Double.isNaN(difference)) {
                    sum += error == Error.SQUARED ? difference * difference : Math.abs(difference);
                }
            }
            double mean = sum / predicted(outcome); // NaN if nothing could be predicted
            return pooled || error == Error.ABSOLUTE ? mean : Math.sqrt(mean);
        }

        @Override
        public double weight(Outcome outcome) {
            return pooled ? predicted(outcome) : 1;
        }

        @Override
        public double finish(double mean) {
            return pooled && error == Error.SQUARED ? Math.sqrt(mean) : mean;
        }

        private static int predicted(Outcome outcome) {
            int predicted = 0;
            for (int k = 0; k < outcome.predictions(); k++) {
                predicted += Double.isNaN(outcome.predicted(k)) ? 0 : 1;
            }
            return predicted;
        }
    }
}
