package dev.kindred.experiment.analysis;

import dev.kindred.experiment.Experiment;
import dev.kindred.internal.Checks;
import dev.kindred.internal.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The sufficient statistics of an experiment: for each arm and metric the count, means and centred
 * second moments over units. Its size does not depend on the number of units. Mergeable, and {@link
 * SummaryJson} writes and reads it; not thread-safe.
 *
 * <p>A unit enters its arm with zeros when it is first exposed; when its totals change, the old
 * ones are replaced by the new. {@link Comparison} does that for callers who keep units in memory;
 * others keep each unit's totals where they like and tell the changes.
 */
public final class Summary {
    private final List<String> variants;
    private final double[] weights;
    private final List<MetricSpec> metrics;
    private final Tally[][] tallies; // by arm, metric
    private final long[] units;
    private long crossovers;

    /**
     * An empty summary.
     *
     * @param variants names of the arms, the control first
     * @param weights the planned share of each
     */
    public Summary(List<String> variants, double[] weights, List<MetricSpec> metrics) {
        Checks.sameLength("weights", variants.size(), weights.length);
        if (variants.size() < 2) {
            throw new IllegalArgumentException("a comparison needs at least 2 variants");
        }
        this.variants = List.copyOf(variants);
        this.weights = weights.clone();
        this.metrics = List.copyOf(metrics);
        requireDistinct(this.variants, "variant");
        requireDistinct(this.metrics.stream().map(MetricSpec::name).toList(), "metric");
        this.units = new long[variants.size()];
        this.tallies = new Tally[variants.size()][metrics.size()];
        for (Tally[] arm : tallies) {
            for (int metric = 0; metric < arm.length; metric++) {
                arm[metric] = new Tally(this.metrics.get(metric).winsorize() < 1);
            }
        }
    }

    /** An empty summary of an experiment. */
    public Summary(Experiment experiment, List<MetricSpec> metrics) {
        this(experiment.names(), experiment.weights(), metrics);
    }

    /** Moments over units that are kept elsewhere. */
    @FunctionalInterface
    public interface Kept {
        /**
         * The moments of a metric in an arm, over units by the {@link Summary#bucket} of their
         * total; all in one bucket where nothing is to be capped. Units without any count as 0.
         */
        Map<Integer, Moments> bySize(int arm, int metric);
    }

    /**
     * A summary of what is kept elsewhere.
     *
     * @param units per arm
     * @param crossovers units that were seen in two arms
     */
    public static Summary of(
            List<String> variants,
            double[] weights,
            List<MetricSpec> metrics,
            long[] units,
            long crossovers,
            Kept kept) {
        var summary = new Summary(variants, weights, metrics);
        Checks.sameLength("units", variants.size(), units.length);
        summary.restore(units, crossovers);
        for (int arm = 0; arm < units.length; arm++) {
            for (int metric = 0; metric < metrics.size(); metric++) {
                var buckets = new TreeMap<Integer, Moments>();
                kept.bySize(arm, metric).forEach((b, m) -> Tally.into(buckets, b, m));
                long known = buckets.values().stream().mapToLong(Moments::n).sum();
                var zeros = Moments.ofSums(Math.max(0, units[arm] - known), 0, 0);
                Tally.into(buckets, Tally.NOT_POSITIVE, zeros);
                var all = new Moments();
                buckets.values().forEach(all::merge);
                boolean bySize = metrics.get(metric).winsorize() < 1;
                summary.tallies[arm][metric].restore(all, bySize ? buckets : Map.of());
            }
        }
        return summary;
    }

    /**
     * The place of a unit's total by size: b for values from 1.01^b to 1.01^(b+1), the smallest
     * number for what is not above 0.
     */
    public static int bucket(double y) {
        return Tally.bucket(y);
    }

    private static void requireDistinct(List<String> names, String what) {
        for (int k = 0; k < names.size(); k++) {
            if (names.indexOf(names.get(k)) < k) {
                throw new IllegalArgumentException(
                        "there are two %ss \"%s\"".formatted(what, names.get(k)));
            }
        }
    }

    /** The place of an arm. */
    public int arm(String variant) {
        return place(variants, variant, "variant");
    }

    /** The place of a metric. */
    public int metric(String name) {
        return place(metrics.stream().map(MetricSpec::name).toList(), name, "metric");
    }

    private static int place(List<String> names, String name, String what) {
        int at = names.indexOf(name);
        if (at < 0) {
            throw new IllegalArgumentException(
                    "unknown %s \"%s\"%s; there are %s"
                            .formatted(what, name, Suggestion.didYouMean(name, names), names));
        }
        return at;
    }

    /** A unit is exposed for the first time: it counts with zeros from now on. */
    public void enter(int arm) {
        units[arm]++;
        for (Tally tally : tallies[arm]) {
            tally.add(0, 0);
        }
    }

    /**
     * The totals of a unit change.
     *
     * @param fromY total so far; numerator, of a ratio
     * @param fromX covariate or denominator so far; 0 for none
     */
    public void change(int arm, int metric, double fromY, double fromX, double toY, double toX) {
        if (fromY == toY && fromX == toX) {
            return;
        }
        Tally tally = tallies[arm][metric];
        tally.remove(fromY, fromX);
        tally.add(Checks.finite("value", toY), Checks.finite("value", toX));
    }

    /**
     * A unit turns out to be in two arms: it is taken out of the first, and does not enter the
     * second.
     *
     * @param y its totals per metric
     * @param x its covariates or denominators per metric
     */
    public void cross(int arm, double[] y, double[] x) {
        units[arm]--;
        crossovers++;
        for (int metric = 0; metric < metrics.size(); metric++) {
            tallies[arm][metric].remove(y[metric], x[metric]);
        }
    }

    /**
     * Adds another summary, of other units.
     *
     * @throws IllegalArgumentException if its variants or metrics are others
     */
    public void merge(Summary other) {
        if (!variants.equals(other.variants) || !metrics.equals(other.metrics)) {
            throw new IllegalArgumentException(
                    "summaries of other variants or metrics cannot be merged: %s %s and %s %s"
                            .formatted(variants, metrics, other.variants, other.metrics));
        }
        crossovers += other.crossovers;
        for (int arm = 0; arm < units.length; arm++) {
            units[arm] += other.units[arm];
            for (int metric = 0; metric < metrics.size(); metric++) {
                tallies[arm][metric].merge(other.tallies[arm][metric]);
            }
        }
    }

    public List<String> variants() {
        return variants;
    }

    /** The planned shares of the arms. */
    public double[] weights() {
        return weights.clone();
    }

    public List<MetricSpec> metrics() {
        return metrics;
    }

    /** Units in an arm. */
    public long units(int arm) {
        return units[arm];
    }

    /** Units per arm. */
    public long[] units() {
        return units.clone();
    }

    /** Units that were seen in two arms, and count in none. */
    public long crossovers() {
        return crossovers;
    }

    /** The moments of a metric in an arm, as they are. */
    public Moments moments(int arm, int metric) {
        return tallies[arm][metric].moments();
    }

    Tally tally(int arm, int metric) {
        return tallies[arm][metric];
    }

    /** Sets what a file says. */
    void restore(long[] unitsPerArm, long crossed) {
        System.arraycopy(unitsPerArm, 0, units, 0, units.length);
        crossovers = crossed;
    }

    /**
     * The bucket at whose end the metric's quantile lies, over all arms; {@link Tally#NOT_POSITIVE}
     * where nothing is to be capped.
     */
    int capOf(int metric) {
        double quantile = metrics.get(metric).winsorize();
        if (quantile == 1) {
            return Tally.NOT_POSITIVE;
        }
        var counts = new java.util.TreeMap<Integer, Long>();
        long total = 0;
        for (Tally[] arm : tallies) {
            arm[metric].buckets().forEach((bucket, m) -> counts.merge(bucket, m.n(), Long::sum));
            total += arm[metric].moments().n();
        }
        long below = 0;
        for (var entry : counts.entrySet()) {
            below += entry.getValue();
            if (below >= quantile * total) {
                return entry.getKey();
            }
        }
        return Tally.NOT_POSITIVE;
    }

    /** Moments of each arm, capped where the metric says so. */
    List<Moments> capped(int metric) {
        int cap = capOf(metric);
        var moments = new ArrayList<Moments>();
        for (Tally[] arm : tallies) {
            moments.add(
                    cap == Tally.NOT_POSITIVE ? arm[metric].moments() : arm[metric].cappedAt(cap));
        }
        return moments;
    }
}
