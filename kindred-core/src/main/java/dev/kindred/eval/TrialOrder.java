package dev.kindred.eval;

import java.util.Comparator;

/**
 * Orders trials, best first: failed ones last; one that got a larger budget before one that was
 * given up earlier; then by value; then by number.
 *
 * @param better which of two values is the better one
 */
record TrialOrder(Metric.Better better) implements Comparator<Trial> {
    /** True if the first value is the better one. */
    boolean isBetter(double value, double other) {
        return better == Metric.Better.LOWER ? value < other : value > other;
    }

    @Override
    public int compare(Trial a, Trial b) {
        boolean failed = a.status() == Trial.Status.FAILED;
        if (failed != (b.status() == Trial.Status.FAILED)) {
            return failed ? 1 : -1;
        }
        if (!failed && a.values().size() != b.values().size()) {
            return b.values().size() - a.values().size();
        }
        if (!failed && a.value() != b.value()) {
            return isBetter(a.value(), b.value()) ? -1 : 1;
        }
        return Integer.compare(a.number(), b.number());
    }
}
