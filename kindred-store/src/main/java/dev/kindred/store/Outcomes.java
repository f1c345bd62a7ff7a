package dev.kindred.store;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What experiments measure: totals per unit, and from them, kept up with every write, the sums per
 * variant that tests need. Reading a result costs the same however much was recorded.
 */
public interface Outcomes {
    /** How a measurement changes a unit's total; each metric of an experiment has one of them. */
    enum Keep {
        /** Added up. */
        SUM,
        /** Added up, and the sums are kept by size, so that the largest totals can be capped. */
        BY_SIZE,
        /** Added up, and the sums are kept by sign: in buckets -1, 0 and 1. */
        BY_SIGN,
        /** 1 as soon as any is above 0, else 0. */
        ONCE,
        /**
         * Added up, of which at most x counts: whoever clicks a thousand times on ten items has
         * clicked on ten. The sums of units with more are kept in the bucket {@link #ABOVE}.
         */
        AT_MOST_X
    }

    /** The bucket of units whose y is above their x, where at most x counts. */
    int ABOVE = Integer.MAX_VALUE;

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
     * @param keep how y is added
     */
    record Outcome(
            String experiment,
            String metric,
            String unit,
            String variant,
            double y,
            double x,
            Keep keep) {
        /** One that is added up. */
        public Outcome(
                String experiment, String metric, String unit, String variant, double y, double x) {
            this(experiment, metric, unit, variant, y, x, Keep.SUM);
        }

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

    /**
     * A variant of an experiment.
     *
     * @param units that saw it, and no other
     * @param crossed units that saw it first and another one later; they count in none
     * @param exposures lists that were shown
     */
    record Arm(long units, long crossed, long exposures) {}

    /** The totals of one unit, over {@code count} measurements. */
    record Total(String unit, String variant, long count, double y, double x, boolean crossed) {}

    /**
     * Adds measurements, all or none. Those of units that were seen in two variants change no sums.
     */
    void add(List<Outcome> outcomes);

    /** The sums of a metric by variant. */
    Map<String, Sums> sums(String experiment, String metric);

    /**
     * The sums of a metric by variant and size of the unit's total, as {@link
     * dev.kindred.experiment.analysis.Summary#bucket} has it.
     */
    Map<String, Map<Integer, Sums>> bySize(String experiment, String metric);

    /** The variants that somebody was exposed to. */
    Map<String, Arm> arms(String experiment);

    /** Up to which event a reader has come; 0 at first. */
    long position(String reader);

    /**
     * Adds what a reader made of the events between two positions, once.
     *
     * @return false if the reader is no longer at {@code from}: nothing is added
     */
    boolean advance(String reader, long from, long to, List<Outcome> outcomes);

    /** The smallest p values of all looks so far, by what they are of. */
    Map<String, Double> looks(String experiment);

    /** Remembers p values where they are smaller than those before. */
    void look(String experiment, Map<String, Double> p);

    /** The metrics that have measurements in an experiment, by name. */
    List<String> metrics(String experiment);

    /** Passes on every unit's totals, by the bytes of units: for winsorising and quantiles. */
    void scan(String experiment, String metric, Consumer<Total> each);

    /**
     * Passes on the totals of every unit that was exposed, by the bytes of units; zeros where
     * nothing was measured.
     */
    void scanExposed(String experiment, String metric, Consumer<Total> each);
}
