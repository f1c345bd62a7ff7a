package dev.kindred.experiment.analysis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an experiment says about a metric.
 *
 * @param metric which
 * @param cap units above it count as if they were at it; null without
 * @param arms every arm, the control first
 * @param contrasts every other arm beside the control
 */
public record MetricResult(
        MetricSpec metric, @Nullable Double cap, List<ArmMean> arms, List<Contrast> contrasts) {

    /**
     * A metric in an arm.
     *
     * @param variant name
     * @param units how many
     * @param mean per unit, or the ratio; null where there is none
     * @param deviation standard deviation of a unit; null where there is none
     */
    public record ArmMean(
            String variant, long units, @Nullable Double mean, @Nullable Double deviation) {}
}
