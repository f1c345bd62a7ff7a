package dev.kindred.advise;

import java.util.Arrays;

/**
 * How numbers are spread. Quantiles are values that occur: the smallest one that at least the given
 * share of all does not exceed.
 *
 * @param count how many numbers
 * @param min smallest; NaN where there are none
 * @param median the 50 % quantile
 * @param p90 the 90 % quantile
 * @param p99 the 99 % quantile
 * @param max largest
 * @param mean arithmetic mean
 * @param gini how unequal: 0 where all are equal, towards 1 where one has everything; for numbers
 *     of at least 0
 */
public record Distribution(
        long count,
        double min,
        double median,
        double p90,
        double p99,
        double max,
        double mean,
        double gini) {

    /** The spread of the given numbers. */
    public static Distribution of(double[] numbers) {
        if (numbers.length == 0) {
            double none = Double.NaN;
            return new Distribution(0, none, none, none, none, none, none, none);
        }
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        double sum = 0;
        double weighted = 0;
        for (int k = 0; k < sorted.length; k++) {
            sum += sorted[k];
            weighted += (2.0 * (k + 1) - sorted.length - 1) * sorted[k];
        }
        return new Distribution(
                sorted.length,
                sorted[0],
                quantile(sorted, 0.5),
                quantile(sorted, 0.9),
                quantile(sorted, 0.99),
                sorted[sorted.length - 1],
                sum / sorted.length,
                sum == 0 ? 0 : weighted / (sorted.length * sum));
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
