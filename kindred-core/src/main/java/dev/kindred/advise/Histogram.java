package dev.kindred.advise;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Counts of numbers in bins, for small plots.
 *
 * @param bins in rising order
 */
public record Histogram(List<Bin> bins) {
    private static final int MOST_SINGLE_VALUES = 12;

    public Histogram {
        bins = List.copyOf(bins);
    }

    /**
     * One bin.
     *
     * @param label the value, or the range that it covers
     * @param count how many numbers fall into it
     */
    public record Bin(String label, long count) {}

    /** One bin per value where there are at most 12 values, else ten bins of equal width. */
    public static Histogram ofValues(double[] numbers) {
        var counts = new TreeMap<Double, Long>();
        for (double number : numbers) {
            counts.merge(number, 1L, Long::sum);
            if (counts.size() > MOST_SINGLE_VALUES) {
                return equalWidth(numbers);
            }
        }
        var bins = new ArrayList<Bin>();
        counts.forEach((value, count) -> bins.add(new Bin(text(value), count)));
        return new Histogram(bins);
    }

    private static Histogram equalWidth(double[] numbers) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double number : numbers) {
            low = Math.min(low, number);
            high = Math.max(high, number);
        }
        double width = (high - low) / 10;
        long[] counts = new long[10];
        for (double number : numbers) {
            counts[(int) Math.min(9, (number - low) / width)]++;
        }
        var bins = new ArrayList<Bin>();
        for (int k = 0; k < 10; k++) {
            String label = text(low + k * width) + " to " + text(low + (k + 1) * width);
            bins.add(new Bin(label, counts[k]));
        }
        return new Histogram(bins);
    }

    /** Bins 1, 2, 3-4, 5-8, 9-16 ...: for counts, which are usually skewed. */
    public static Histogram ofCounts(double[] counts) {
        var bins = new TreeMap<Integer, Long>();
        for (double count : counts) {
            int power = count <= 1 ? 0 : 64 - Long.numberOfLeadingZeros((long) count - 1);
            bins.merge(power, 1L, Long::sum);
        }
        var all = new ArrayList<Bin>();
        int last = bins.isEmpty() ? -1 : bins.lastKey();
        for (int power = 0; power <= last; power++) {
            long from = power == 0 ? 1 : (1L << (power - 1)) + 1;
            long to = 1L << power;
            String label = from == to ? Long.toString(to) : from + "-" + to;
            all.add(new Bin(label, bins.getOrDefault(power, 0L)));
        }
        return new Histogram(all);
    }

    private static String text(double value) {
        return new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros().toPlainString();
    }
}
