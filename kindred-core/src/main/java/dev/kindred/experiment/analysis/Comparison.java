package dev.kindred.experiment.analysis;

import dev.kindred.experiment.Experiment;
import dev.kindred.experiment.analysis.MetricSpec.Kind;
import dev.kindred.internal.Checks;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Records what units do, in memory, and keeps a {@link Summary} up to date. Not thread-safe.
 *
 * <p>Units that were exposed and did nothing count as 0. A unit seen in a second arm counts in none
 * from then on.
 *
 * <p>Cost: time O(1) per record; memory about 100 bytes per unit, and 16 per unit and metric.
 */
public final class Comparison {
    private final Summary summary;
    private final Map<String, Unit> units = new HashMap<>();
    private final Set<String> crossed = new HashSet<>();

    /** What a unit has done so far. */
    private record Unit(int arm, double[] y, double[] x) {}

    public Comparison(Experiment experiment, List<MetricSpec> metrics) {
        this(new Summary(experiment, metrics));
    }

    /**
     * A comparison of arms.
     *
     * @param summary empty; it is kept up to date, and may be read at any time
     */
    public Comparison(Summary summary) {
        for (int arm = 0; arm < summary.variants().size(); arm++) {
            if (summary.units(arm) > 0) {
                throw new IllegalArgumentException(
                        "the summary must be empty, for its units are not known here");
            }
        }
        this.summary = summary;
    }

    /** The sufficient statistics of all that was recorded so far; they grow with it. */
    public Summary summary() {
        return summary;
    }

    /**
     * A unit is exposed to an arm; again is nothing new.
     *
     * @return false if it was seen in another arm, now or before
     */
    public boolean expose(String variant, String unit) {
        int arm = summary.arm(variant);
        if (unit.isEmpty()) {
            throw new IllegalArgumentException("unit must not be empty");
        }
        if (crossed.contains(unit)) {
            return false;
        }
        Unit known = units.get(unit);
        if (known == null) {
            int metrics = summary.metrics().size();
            units.put(unit, new Unit(arm, new double[metrics], new double[metrics]));
            summary.enter(arm);
            return true;
        }
        if (known.arm != arm) {
            summary.cross(known.arm, known.y, known.x);
            units.remove(unit);
            crossed.add(unit);
            return false;
        }
        return true;
    }

    /** The same as {@link #record(String, String, String, double, double)} with denominator 1. */
    public boolean record(String variant, String unit, String metric, double value) {
        return record(variant, unit, metric, value, 1);
    }

    /**
     * A unit in an arm did something.
     *
     * @param value is added to the unit's total; of a conversion, more than 0 is one
     * @param denominator is added to the unit's denominator, of a ratio; else it does not count
     * @return false if the unit was seen in two arms, and does not count
     * @throws IllegalArgumentException if the variant or metric is unknown or a number is not
     *     finite
     */
    public boolean record(
            String variant, String unit, String metric, double value, double denominator) {
        int at = summary.metric(metric);
        Checks.finite(metric, value);
        Checks.finite("denominator of " + metric, denominator);
        Unit known = expose(variant, unit) ? units.get(unit) : null;
        if (known == null) {
            return false;
        }
        double y = known.y[at];
        double x = known.x[at];
        switch (summary.metrics().get(at).kind()) {
            case MEAN -> known.y[at] = y + value;
            case CONVERSION -> known.y[at] = y > 0 || value > 0 ? 1 : 0;
            case RATIO -> {
                known.y[at] = y + value;
                known.x[at] = x + denominator;
            }
        }
        summary.change(known.arm, at, y, x, known.y[at], known.x[at]);
        return true;
    }

    /**
     * Records for a unit whose arm is known from its exposure.
     *
     * @return false if it was never exposed, or seen in two arms
     */
    public boolean record(String unit, String metric, double value) {
        return record(unit, metric, value, 1);
    }

    /** The same with a denominator, of a ratio. */
    public boolean record(String unit, String metric, double value, double denominator) {
        summary.metric(metric);
        Unit known = units.get(unit);
        return known != null
                && record(summary.variants().get(known.arm), unit, metric, value, denominator);
    }

    /**
     * What a metric was for a unit before the experiment (CUPED); 0 where it is not told.
     *
     * @return false if the unit was never exposed, or seen in two arms
     * @throws IllegalArgumentException if the metric is unknown or has no covariate
     */
    public boolean covariate(String unit, String metric, double value) {
        int at = summary.metric(metric);
        MetricSpec spec = summary.metrics().get(at);
        if (!spec.covariate() || spec.kind() == Kind.RATIO) {
            throw new IllegalArgumentException("metric \"%s\" has no covariate".formatted(metric));
        }
        Checks.finite("covariate of " + metric, value);
        Unit known = units.get(unit);
        if (known == null) {
            return false;
        }
        summary.change(known.arm, at, known.y[at], known.x[at], known.y[at], value);
        known.x[at] = value;
        return true;
    }
}
