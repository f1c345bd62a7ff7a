package dev.kindred.eval;

import dev.kindred.model.FitContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Percentile bootstrap over users: each resample draws as many users as there are, with
 * replacement, and all metrics see the same draw.
 *
 * <p>Cost: O(resamples x users x metrics), on all threads.
 *
 * <p>Source: B. Efron, R. Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13.
 */
final class Bootstrap {
    /** Keeps resamples apart from the users' random numbers of the same seed. */
    private static final long STREAM = 1L << 40;

    private Bootstrap() {}

    /** Intervals of all metrics that have a value. */
    static Map<String, Report.Interval> intervals(
            Map<String, UserValues> values, double confidence, int resamples, FitContext context) {
        var intervals = new LinkedHashMap<String, Report.Interval>();
        if (resamples == 0 || values.isEmpty()) {
            return intervals;
        }
        List<String> names = new ArrayList<>(values.keySet());
        List<UserValues> columns = List.copyOf(values.values());
        double[][] results = resample(columns, resamples, context);
        for (int n = 0; n < names.size(); n++) {
            double[] sorted = Arrays.stream(results[n]).filter(Double::isFinite).sorted().toArray();
            if (sorted.length > 0) {
                double tail = (1 - confidence) / 2;
                intervals.put(
                        names.get(n),
                        new Report.Interval(quantile(sorted, tail), quantile(sorted, 1 - tail)));
            }
        }
        return intervals;
    }

    private static double[][] resample(
            List<UserValues> columns, int resamples, FitContext context) {
        int users = columns.get(0).size();
        double[][] sums = columns.stream().map(Bootstrap::weighted).toArray(double[][]::new);
        double[][] weights = columns.stream().map(Bootstrap::weights).toArray(double[][]::new);
        double[][] results = new double[columns.size()][resamples];
        context.forEachRowWithState(
                resamples,
                thread -> {
                    double[] counts = new double[users];
                    return draw -> {
                        drawUsers(counts, context.random(STREAM + draw));
                        for (int n = 0; n < results.length; n++) {
                            results[n][draw] =
                                    columns.get(n)
                                            .finish(dot(counts, sums[n]), dot(counts, weights[n]));
                        }
                    };
                });
        return results;
    }

    private static void drawUsers(double[] counts, SplittableRandom random) {
        Arrays.fill(counts, 0);
        for (int n = 0; n < counts.length; n++) {
            counts[random.nextInt(counts.length)]++;
        }
    }

    private static double[] weighted(UserValues values) {
        double[] weighted = new double[values.size()];
        for (int user = 0; user < weighted.length; user++) {
            weighted[user] = values.weight(user) > 0 ? values.weight(user) * values.value(user) : 0;
        }
        return weighted;
    }

    private static double[] weights(UserValues values) {
        double[] weights = new double[values.size()];
        for (int user = 0; user < weights.length; user++) {
            weights[user] = values.weight(user);
        }
        return weights;
    }

    private static double dot(double[] a, double[] b) {
        // Four sums let the additions overlap; the order is fixed, so the result is too.
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int k = 0;
        for (; k + 3 < a.length; k += 4) {
            s0 += a[k] * b[k];
            s1 += a[k + 1] * b[k + 1];
            s2 += a[k + 2] * b[k + 2];
            s3 += a[k + 3] * b[k + 3];
        }
        for (; k < a.length; k++) {
            s0 += a[k] * b[k];
        }
        return s0 + s1 + (s2 + s3);
    }

    /** The quantile of sorted values, with linear interpolation (type 7 of Hyndman and Fan). */
    static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
