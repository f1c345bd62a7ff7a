package dev.kindred.benchmarks;

import java.util.Arrays;
import java.util.Locale;

/**
 * What repeated runs of the same work took.
 *
 * @param first seconds of the first run, before the JVM was warm; not among the others
 * @param min shortest of the other runs, in seconds
 * @param median of the other runs
 * @param max longest of the other runs
 * @param runs number of the other runs
 * @param otherLoad processors kept busy by other processes meanwhile; NaN where unknown
 */
record Timing(double first, double min, double median, double max, int runs, double otherLoad) {
    /** With more load from others than this, figures are not to be trusted. */
    static final double HIGHEST_LOAD = 0.1;

    /**
     * Sums up seconds of runs.
     *
     * @param seconds of all runs but the first; at least one
     */
    static Timing of(double first, double[] seconds, double otherLoad) {
        double[] sorted = seconds.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        double median =
                sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        return new Timing(
                first, sorted[0], median, sorted[sorted.length - 1], sorted.length, otherLoad);
    }

    boolean isDisturbed() {
        return otherLoad > HIGHEST_LOAD;
    }

    /** The median, marked with a tilde where others disturbed the runs. */
    String medianText() {
        return (isDisturbed() ? "~" : "") + seconds(median);
    }

    String spreadText() {
        return "%s - %s (%d)".formatted(seconds(min), seconds(max), runs);
    }

    String loadText() {
        return Double.isNaN(otherLoad) ? "?" : String.format(Locale.ROOT, "%.2f", otherLoad);
    }

    /** Seconds with three significant digits. */
    static String seconds(double seconds) {
        int decimals = seconds >= 100 ? 0 : seconds >= 10 ? 1 : seconds >= 1 ? 2 : 3;
        return seconds < 0.1
                ? String.format(Locale.ROOT, "%.4f", seconds)
                : String.format(Locale.ROOT, "%." + decimals + "f", seconds);
    }
}
