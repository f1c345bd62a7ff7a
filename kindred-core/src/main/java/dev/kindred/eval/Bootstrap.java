package dev.kindred.eval;

import dev.kindred.eval.Report.Interval;
import dev.kindred.model.FitContext;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Percentile bootstrap over users: each resample draws as many users as there are, with
 * replacement; all metrics see the same draw, and a user comes with all that it has in every fold.
 *
 * <p>Cost: O(resamples x users x metrics), on all threads.
 *
 * <p>Source: B. Efron, R. Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13.
 */
final class Bootstrap {
    /** Keeps resamples apart from the users' random numbers of the same seed. */
    private static final long STREAM = 1L << 40;

    private Bootstrap() {}

    /**
     * What one test set gave.
     *
     * @param users outside ids, in the order of the values
     */
    record Fold(List<String> users, Map<String, UserValues> values) {}

    /** Intervals of all metrics that have a value. */
    static Map<String, Interval> intervals(
            List<Fold> folds, double confidence, int resamples, FitContext context) {
        var intervals = new LinkedHashMap<String, Interval>();
        if (resamples == 0) {
            return intervals;
        }
        Set<String> metrics = new LinkedHashSet<>();
        folds.forEach(fold -> metrics.addAll(fold.values().keySet()));
        Map<String, Integer> clusters = new HashMap<>();
        folds.forEach(f -> f.users().forEach(id -> clusters.putIfAbsent(id, clusters.size())));
        List<Sums> sums = folds.stream().map(fold -> new Sums(fold, clusters)).toList();
        List<String> names = List.copyOf(metrics);
        double[][] results = new double[names.size()][resamples];
        context.forEachRowWithState(
                resamples,
                thread -> {
                    double[] counts = new double[clusters.size()];
                    return draw -> {
                        drawUsers(counts, context.random(STREAM + draw));
                        resample(sums, counts, names, results, draw);
                    };
                });
        int at = 0;
        for (String metric : names) {
            double[] sorted =
                    Arrays.stream(results[at++]).filter(Double::isFinite).sorted().toArray();
            if (sorted.length > 0) {
                double tail = (1 - confidence) / 2;
                double low = quantile(sorted, tail);
                intervals.put(metric, new Interval(low, quantile(sorted, 1 - tail)));
            }
        }
        return intervals;
    }

    private static void drawUsers(double[] counts, SplittableRandom random) {
        Arrays.fill(counts, 0);
        for (int n = 0; n < counts.length; n++) {
            counts[random.nextInt(counts.length)]++;
        }
    }

    /** The mean of each metric over the folds that have a value. */
    private static void resample(
            List<Sums> folds, double[] counts, List<String> metrics, double[][] results, int draw) {
        int[] having = new int[metrics.size()];
        for (Sums fold : folds) {
            double[] of = fold.entryCounts(counts);
            for (int n = 0; n < results.length; n++) {
                double value = fold.result(metrics.get(n), of);
                if (!Double.isNaN(value)) {
                    results[n][draw] += value;
                    having[n]++;
                }
            }
        }
        for (int n = 0; n < results.length; n++) {
            results[n][draw] /= having[n];
        }
    }

    /** The values of a fold, ready to be summed up. */
    private static final class Sums {
        private final int @Nullable [] clusterOf; // null: entry n is cluster n
        private final Fold fold;
        private final Map<String, double[][]> parts = new HashMap<>(); // weighted values, weights

        Sums(Fold fold, Map<String, Integer> clusters) {
            this.fold = fold;
            int[] of = fold.users().stream().mapToInt(clusters::get).toArray();
            boolean plain = of.length == clusters.size();
            for (int n = 0; n < of.length; n++) {
                plain = plain && of[n] == n;
            }
            this.clusterOf = plain ? null : of;
            fold.values().forEach((metric, values) -> parts.put(metric, parts(values)));
        }

        private static double[][] parts(UserValues values) {
            double[][] parts = new double[2][values.size()];
            for (int user = 0; user < values.size(); user++) {
                double weight = values.weight(user);
                parts[0][user] = weight > 0 ? weight * values.value(user) : 0;
                parts[1][user] = weight;
            }
            return parts;
        }

        double[] entryCounts(double[] counts) {
            if (clusterOf == null) {
                return counts;
            }
            double[] of = new double[clusterOf.length];
            for (int n = 0; n < of.length; n++) {
                of[n] = counts[clusterOf[n]];
            }
            return of;
        }

        double result(String metric, double[] counts) {
            double[][] of = parts.get(metric);
            UserValues values = fold.values().get(metric);
            return of == null || values == null
                    ? Double.NaN
                    : values.finish(dot(counts, of[0]), dot(counts, of[1]));
        }
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
