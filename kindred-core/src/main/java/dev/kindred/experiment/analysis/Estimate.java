package dev.kindred.experiment.analysis;

/**
 * An effect with what is known about it; all numbers are finite.
 *
 * @param value the effect
 * @param standardError of it
 * @param low start of the interval
 * @param high end of the interval
 * @param p two-sided p value of no effect
 */
public record Estimate(double value, double standardError, double low, double high, double p) {
    /** Half the width of the interval. */
    public double margin() {
        return (high - low) / 2;
    }
}
