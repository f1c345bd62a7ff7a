package dev.kindred.eval;

import dev.kindred.model.FitContext;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Randomisation test of paired differences: if the two algorithms were alike, each difference could
 * as well have the other sign. Two-sided: the share of sign choices whose sum is at least as far
 * from 0. All choices are tried where there are at most as many as resamples; else random ones, and
 * the observed one counts as one of them.
 *
 * <p>Cost: O(resamples x users / 4): sums of four signed differences are looked up.
 */
final class SignFlips {
    private static final int BITS = 4;
    private static final int CHOICES = 1 << BITS;
    private static final long STREAM = 1L << 41;

    private SignFlips() {}

    static double p(double[] differences, int resamples, FitContext context) {
        double[] some = Arrays.stream(differences).filter(difference -> difference != 0).toArray();
        double observed = Math.abs(Arrays.stream(some).sum());
        // Sums of the same numbers in another order differ by rounding.
        double limit = observed - 1e-12 * Arrays.stream(some).map(Math::abs).sum();
        double[] table = table(some);
        if (some.length < 31 && 1 << some.length <= resamples) {
            return all(some.length, table, limit);
        }
        boolean[] beyond = new boolean[resamples];
        context.forEachRow(
                resamples,
                draw ->
                        beyond[draw] =
                                Math.abs(sum(table, context.random(STREAM + draw))) >= limit);
        long count = IntStream.range(0, resamples).filter(draw -> beyond[draw]).count();
        return (count + 1.0) / (resamples + 1);
    }

    /** For each four differences the sum under each of the 16 choices of signs. */
    private static double[] table(double[] differences) {
        int blocks = (differences.length + BITS - 1) / BITS;
        double[] table = new double[blocks * CHOICES];
        for (int block = 0; block < blocks; block++) {
            for (int choice = 0; choice < CHOICES; choice++) {
                double sum = 0;
                int end = Math.min(differences.length, (block + 1) * BITS);
                for (int k = block * BITS; k < end; k++) {
                    sum += (choice >> k % BITS & 1) == 0 ? differences[k] : -differences[k];
                }
                table[block * CHOICES + choice] = sum;
            }
        }
        return table;
    }

    private static double all(int differences, double[] table, double limit) {
        int count = 0;
        for (int signs = 0; signs < 1 << differences; signs++) {
            double sum = 0;
            for (int block = 0; block * CHOICES < table.length; block++) {
                sum += table[block * CHOICES + (signs >>> block * BITS & CHOICES - 1)];
            }
            count += Math.abs(sum) >= limit ? 1 : 0;
        }
        return (double) count / (1 << differences);
    }

    private static double sum(double[] table, SplittableRandom random) {
        double sum = 0;
        long signs = 0;
        int left = 0;
        for (int start = 0; start < table.length; start += CHOICES) {
            if (left == 0) {
                signs = random.nextLong();
                left = Long.SIZE / BITS;
            }
            sum += table[start + (int) (signs & CHOICES - 1)];
            signs >>>= BITS;
            left--;
        }
        return sum;
    }
}
