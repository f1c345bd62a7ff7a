package dev.kindred.experiment;

import dev.kindred.internal.Checks;
import java.util.ArrayList;
import java.util.List;

/**
 * The buckets of an arm.
 *
 * @param from first bucket
 * @param to end, not included
 */
public record BucketRange(double from, double to) {
    public boolean contains(double bucket) {
        return from <= bucket && bucket < to;
    }

    /**
     * The ranges of all arms: arm i has {@code [c_i, c_i + coverage * w_i)} with {@code c_i} the
     * sum of the weights before it. A larger coverage lets every range grow at its end only, so no
     * unit that is in changes its arm.
     *
     * <p>Example: weights .2, .3, .5 and coverage .2 give [0, .04), [.2, .26), [.5, .6).
     *
     * <p>Source: GrowthBook's {@code getBucketRanges}. We differ in one way: weights that do not
     * fit are an error of whoever sets up the experiment, not equal weights without a word.
     *
     * @param coverage share of the units that are in; 0 to 1
     */
    public static List<BucketRange> of(double coverage, double... weights) {
        Checks.between("coverage", coverage, 0, 1);
        var ranges = new ArrayList<BucketRange>();
        double start = 0;
        for (double weight : weights) {
            ranges.add(new BucketRange(start, start + coverage * weight));
            start += weight;
        }
        return List.copyOf(ranges);
    }

    /** The first range that holds the bucket, or -1. */
    public static int choose(double bucket, List<BucketRange> ranges) {
        for (int arm = 0; arm < ranges.size(); arm++) {
            if (ranges.get(arm).contains(bucket)) {
                return arm;
            }
        }
        return -1;
    }
}
