package dev.kindred.experiment.analysis;

import java.util.List;
import java.util.Map;

/**
 * What an experiment says.
 *
 * @param variants the arms, the control first
 * @param units per arm
 * @param crossovers units seen in two arms, which count in none
 * @param ratio whether the arms have the planned sizes
 * @param metrics one result each, in the order of the metrics
 * @param advice what to do
 * @param smallest the smallest p values so far, by what they are of: to be kept and given to the
 *     next look
 */
public record Results(
        List<String> variants,
        List<Long> units,
        long crossovers,
        SampleRatio ratio,
        List<MetricResult> metrics,
        Advice advice,
        Map<String, Double> smallest) {

    /** The result of a metric. */
    public MetricResult metric(String name) {
        return metrics.stream()
                .filter(result -> result.metric().name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "unknown metric \"%s\"".formatted(name)));
    }
}
