package dev.kindred.store;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What experiments measure: totals per unit, and from them, kept up with every write, the sums per
 * variant that tests need. Reading a result costs the same however much was recorded.
 */
public interface Outcomes {
    /**
     * One measurement: y and x are added to the unit's totals.
     *
     * @param experiment id
     * @param metric name
     * @param unit mostly a user
     * @param variant of the unit; the first one that is recorded counts
     * @param y the value
     * @param x what it is compared with: the denominator of a ratio, or the value before the
     *     experiment; 0 if there is none
     */
    record Outcome(
            String experiment, String metric, String unit, String variant, double y, double x) {
        public Outcome {
            Ids.check("experiment", experiment);
            Ids.check("metric", metric);
            Ids.check("unit", unit);
            Ids.check("variant", variant);
            if (!Double.isFinite(y) || !Double.isFinite(x)) {
                throw new IllegalArgumentException(
                        "a measurement must be finite, but is %s and %s".formatted(y, x));
            }
        }
    }

    /**
     * Sums over the units of a variant, of each unit's totals y and x.
     *
     * @param units how many
     */
    record Sums(long units, double y, double yy, double x, double xx, double xy) {}

    /** The totals of one unit, over {@code count} measurements. */
    record Total(String unit, String variant, long count, double y, double x, boolean crossed) {}

    /** Adds measurements, all or none. */
    void add(List<Outcome> outcomes);

    /** The sums of a metric by variant. */
    Map<String, Sums> sums(String experiment, String metric);

    /** The metrics that have measurements in an experiment, by name. */
    List<String> metrics(String experiment);

    /** Passes on every unit's totals, by the bytes of units: for winsorising and quantiles. */
    void scan(String experiment, String metric, Consumer<Total> each);
}
