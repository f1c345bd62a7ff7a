package dev.kindred.server.experiments;

import dev.kindred.experiment.analysis.MetricSpec;
import dev.kindred.experiment.analysis.MetricSpec.Kind;
import dev.kindred.experiment.analysis.Moments;
import dev.kindred.experiment.analysis.Summary;
import dev.kindred.experiment.online.Thompson;
import dev.kindred.server.experiments.Definition.Allocation;
import java.util.Arrays;
import java.util.List;

/** Weights by Thompson sampling on what was measured so far. */
final class Bandit {
    private Bandit() {}

    /**
     * The weights of the next period.
     *
     * @param seed of the draws
     */
    static List<Double> weights(Summary summary, Allocation allocation, long seed) {
        int metric = summary.metric(allocation.metric());
        MetricSpec spec = summary.metrics().get(metric);
        int arms = summary.variants().size();
        double floor = Math.min(allocation.floor(), 1.0 / arms);
        long[] units = summary.units();
        double[] weights;
        if (spec.kind() == Kind.CONVERSION && !spec.lowerIsBetter()) {
            long[] successes = new long[arms];
            for (int arm = 0; arm < arms; arm++) {
                Moments moments = summary.moments(arm, metric);
                successes[arm] = Math.min(units[arm], Math.round(moments.meanY() * moments.n()));
            }
            weights = Thompson.ofConversions(successes, units, floor, seed);
        } else {
            double[] means = new double[arms];
            double[] deviations = new double[arms];
            for (int arm = 0; arm < arms; arm++) {
                Moments moments = summary.moments(arm, metric);
                boolean ratio = spec.kind() == Kind.RATIO;
                means[arm] = (spec.lowerIsBetter() ? -1 : 1) * mean(moments, ratio);
                deviations[arm] = Math.sqrt(variance(moments, ratio));
            }
            weights = Thompson.ofMeans(means, deviations, units, floor, seed);
        }
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(one -> one / sum).boxed().toList();
    }

    private static double mean(Moments moments, boolean ratio) {
        return ratio
                ? moments.meanX() == 0 ? 0 : moments.meanY() / moments.meanX()
                : moments.meanY();
    }

    /** Of a ratio by the delta method. */
    private static double variance(Moments moments, boolean ratio) {
        double x = moments.meanX();
        if (!ratio || x == 0) {
            return ratio ? 0 : moments.varianceY();
        }
        double mean = moments.meanY() / x;
        double variance =
                moments.varianceY()
                        + mean * mean * moments.varianceX()
                        - 2 * mean * moments.covariance();
        return Math.max(0, variance) / (x * x);
    }
}
