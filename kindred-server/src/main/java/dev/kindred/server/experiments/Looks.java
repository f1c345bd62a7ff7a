package dev.kindred.server.experiments;

import dev.kindred.experiment.analysis.Analysis;
import dev.kindred.experiment.analysis.Moments;
import dev.kindred.experiment.analysis.Results;
import dev.kindred.experiment.analysis.Summary;
import dev.kindred.server.experiments.State.Run;
import dev.kindred.store.Outcomes;
import dev.kindred.store.Outcomes.Arm;
import dev.kindred.store.Outcomes.Keep;
import dev.kindred.store.Outcomes.Sums;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads results from the sums that the store keeps: some milliseconds, however many were exposed.
 * Each look remembers its p values, for the smallest so far counts.
 */
final class Looks {
    private final Outcomes outcomes;

    Looks(Outcomes outcomes) {
        this.outcomes = outcomes;
    }

    /**
     * What an experiment says now. One look after the other: what a look reads holds the smallest p
     * values of all looks before it, so that of two looks at the same sums both say the same.
     */
    synchronized Results look(Stored experiment, long now) {
        String key = experiment.run();
        Results results =
                Analysis.of(
                        summary(experiment),
                        experiment.definition().analysis(),
                        experiment.days(now),
                        outcomes.looks(key));
        if (experiment.state().started() != null) {
            outcomes.look(key, results.smallest());
        }
        return results;
    }

    /** The lists that were shown, by variant. */
    Map<String, Long> exposures(Stored experiment) {
        var shown = new HashMap<String, Long>();
        for (Run run : experiment.compared()) {
            outcomes.arms(experiment.run(run))
                    .forEach((variant, arm) -> shown.merge(variant, arm.exposures(), Long::sum));
        }
        return shown;
    }

    /**
     * How many users had more events than items they were shown, by metric and variant; only what
     * is above 0. Of each, as many events count as items.
     */
    Map<String, Map<String, Long>> overactive(Stored experiment) {
        var found = new LinkedHashMap<String, Map<String, Long>>();
        for (Metric metric : experiment.definition().metrics()) {
            if (metric.keep() != Keep.AT_MOST_X) {
                continue;
            }
            for (Run run : experiment.compared()) {
                outcomes.bySize(experiment.run(run), metric.name())
                        .forEach(
                                (variant, buckets) -> {
                                    Sums above = buckets.get(Outcomes.ABOVE);
                                    if (above != null) {
                                        found.computeIfAbsent(
                                                        metric.name(), key -> new LinkedHashMap<>())
                                                .merge(variant, above.units(), Long::sum);
                                    }
                                });
            }
        }
        return found;
    }

    /** The sufficient statistics of the runs that are compared. */
    Summary summary(Stored experiment) {
        List<String> variants = experiment.definition().experiment().names();
        long[] units = new long[variants.size()];
        double[] planned = new double[variants.size()];
        long crossed = 0;
        for (Run run : experiment.compared()) {
            Map<String, Arm> arms = outcomes.arms(experiment.run(run));
            long all = 0;
            for (int k = 0; k < units.length; k++) {
                Arm arm = arms.getOrDefault(variants.get(k), new Arm(0, 0, 0));
                units[k] += arm.units();
                all += arm.units();
                crossed += arm.crossed();
            }
            for (int k = 0; k < units.length; k++) {
                planned[k] += all * run.weights().get(k);
            }
        }
        return Summary.of(
                variants,
                weights(experiment, planned),
                experiment.definition().specs(),
                units,
                crossed,
                (arm, metric) -> bySize(experiment, variants.get(arm), metric));
    }

    /** The shares that were planned, over all runs by their sizes. */
    private static double[] weights(Stored experiment, double... planned) {
        double all = 0;
        for (double one : planned) {
            all += one;
        }
        double[] weights = new double[planned.length];
        for (int k = 0; k < weights.length; k++) {
            weights[k] = all > 0 ? planned[k] / all : experiment.state().run().weights().get(k);
        }
        return weights;
    }

    private Map<Integer, Moments> bySize(Stored experiment, String variant, int metric) {
        var moments = new HashMap<Integer, Moments>();
        String name = experiment.definition().metrics().get(metric).name();
        for (Run run : experiment.compared()) {
            Map<Integer, Sums> sums =
                    outcomes.bySize(experiment.run(run), name).getOrDefault(variant, Map.of());
            sums.forEach(
                    (bucket, one) ->
                            moments.computeIfAbsent(bucket, key -> new Moments())
                                    .merge(
                                            Moments.ofSums(
                                                    one.units(),
                                                    one.y(),
                                                    one.yy(),
                                                    one.x(),
                                                    one.xx(),
                                                    one.xy())));
        }
        return moments;
    }
}
