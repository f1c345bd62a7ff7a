package dev.kindred.eval;

import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.TruncatedNormalDistribution;

/**
 * A probability density on the cube: the mean of one bump around each of n points and of the even
 * density, which leaves no corner out.
 *
 * <p>A bump is a product over axes: on an axis of numbers a normal density cut at 0 and 1, with
 * deviation {@code max(0.2 n^(-1/(d+4)), 1/min(100, n+1))} for d axes; on an axis of C choices the
 * point's own choice gets the weight {@code 1 + 1/(n+1)}, the others {@code 1/(n+1)} each.
 */
final class ParzenMixture {
    private static final double SPREAD = 0.2;
    private static final double MOST_KERNELS = 100;

    private final int axes;
    private final int[] choices; // per axis; 0 for numbers
    private final TruncatedNormalDistribution[][] numbers; // per point and axis of numbers
    private final int[][] chosen; // per point and axis of choices
    private final double other; // weight of a choice that is not the point's own

    ParzenMixture(List<double[]> points, int[] choices) {
        this.axes = choices.length;
        this.choices = choices.clone();
        int size = points.size();
        this.other = 1.0 / (size + 1);
        this.numbers = new TruncatedNormalDistribution[size][axes];
        this.chosen = new int[size][axes];
        double scott = SPREAD * Math.pow(Math.max(1, size), -1.0 / (axes + 4));
        double deviation = Math.max(scott, 1 / Math.min(MOST_KERNELS, size + 1.0));
        for (int k = 0; k < size; k++) {
            for (int axis = 0; axis < axes; axis++) {
                double at = points.get(k)[axis];
                if (choices[axis] == 0) {
                    numbers[k][axis] = TruncatedNormalDistribution.of(at, deviation, 0, 1);
                } else {
                    chosen[k][axis] = choice(at, axis);
                }
            }
        }
    }

    private int choice(double position, int axis) {
        return (int) Math.min(position * choices[axis], choices[axis] - 1.0);
    }

    /** A random point. */
    double[] sample(SplittableRandom random) {
        int bump = random.nextInt(numbers.length + 1);
        double[] point = random.doubles(axes).toArray();
        for (int axis = 0; axis < axes && bump < numbers.length; axis++) {
            if (choices[axis] == 0) {
                point[axis] = numbers[bump][axis].inverseCumulativeProbability(point[axis]);
            } else if (random.nextDouble() * (1 + choices[axis] * other) < 1) {
                point[axis] = (chosen[bump][axis] + 0.5) / choices[axis];
            }
        }
        return point;
    }

    /** The logarithm of the density at a point; of the share, on axes of choices. */
    double logDensity(double[] point) {
        double even = 0;
        for (int count : choices) {
            even -= count == 0 ? 0 : Math.log(count);
        }
        double sum = Math.exp(even);
        for (int bump = 0; bump < numbers.length; bump++) {
            sum += Math.exp(logBump(bump, point));
        }
        return Math.log(sum / (numbers.length + 1));
    }

    private double logBump(int bump, double[] point) {
        double log = 0;
        for (int axis = 0; axis < axes; axis++) {
            if (choices[axis] == 0) {
                log += numbers[bump][axis].logDensity(point[axis]);
            } else {
                boolean same = chosen[bump][axis] == choice(point[axis], axis);
                log += Math.log((same ? 1 + other : other) / (1 + choices[axis] * other));
            }
        }
        return log;
    }
}
