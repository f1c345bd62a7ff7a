package dev.kindred.eval;

import dev.kindred.internal.Checks;
import dev.kindred.model.FitContext;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;
import org.apache.commons.statistics.inference.TTest;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;

/**
 * Is one algorithm better than another, or was it luck? Paired tests over the same users; every p
 * value is two-sided.
 *
 * <p>Source: M. Smucker, J. Allan, B. Carterette, "A Comparison of Statistical Significance Tests
 * for Information Retrieval Evaluation", CIKM 2007: randomisation and t test agree, Wilcoxon looks
 * at ranks only and may not.
 */
public final class Significance {
    private static final int RESAMPLES = 10_000;
    private static final double CONFIDENCE = .95;

    private Significance() {}

    /** Which p value decides. */
    public enum Test {
        /** Paired t test: are the means different? */
        T,
        /** Wilcoxon signed-rank test: are the differences symmetric around 0? */
        WILCOXON,
        /** Randomisation: could the two have swapped each user's values? */
        RANDOMISATION
    }

    /**
     * A paired comparison over the users who have a value in both.
     *
     * @param users how many they are
     * @param difference mean of a - b
     * @param interval 95 % confidence interval of the difference, by the t distribution
     * @param effect standardised difference: mean of the differences / their standard deviation
     *     (Cohen's d for paired values)
     * @param p of the test
     */
    public record Paired(
            int users,
            double difference,
            Report.Interval interval,
            double effect,
            Test test,
            double p) {}

    /**
     * Compares two reports on one metric. A user with several values (folds) counts once, with
     * their weighted mean; of a pooled metric such as {@code rmse}, users' mean squared errors are
     * compared.
     *
     * @param context seed and threads of {@link Test#RANDOMISATION}
     * @throws IllegalArgumentException if the metric has no value per user in both, or the reports
     *     are of different users or protocols
     */
    public static Paired compare(Report a, Report b, String metric, Test test, FitContext context) {
        return compare(new UserPairs(a, b, metric).differences(), test, context);
    }

    /**
     * Compares the values of two algorithms for the same users.
     *
     * @param a one value per user
     * @param b values of the same users in the same order
     */
    public static Paired compare(double[] a, double[] b, Test test, FitContext context) {
        Checks.sameLength("b", a.length, b.length);
        double[] differences = new double[a.length];
        Arrays.setAll(differences, user -> a[user] - b[user]);
        return compare(differences, test, context);
    }

    private static Paired compare(double[] differences, Test test, FitContext context) {
        int n = differences.length;
        double mean = Arrays.stream(differences).sum() / n;
        double squares = 0;
        for (double difference : differences) {
            squares += (difference - mean) * (difference - mean);
        }
        double deviation = Math.sqrt(squares / (n - 1));
        double p =
                switch (test) {
                    case T -> pOfT(differences, mean, deviation);
                    case WILCOXON -> pOfWilcoxon(differences);
                    case RANDOMISATION -> SignFlips.p(differences, RESAMPLES, context);
                };
        double effect = mean == 0 ? 0 : mean / deviation;
        return new Paired(n, mean, interval(n, mean, deviation), effect, test, p);
    }

    private static Report.Interval interval(int n, double mean, double deviation) {
        if (n < 2) {
            return new Report.Interval(Double.NaN, Double.NaN);
        }
        double t = TDistribution.of(n - 1).inverseCumulativeProbability((1 + CONFIDENCE) / 2);
        double margin = t * deviation / Math.sqrt(n);
        return new Report.Interval(mean - margin, mean + margin);
    }

    /** NaN for fewer than two users. */
    private static double pOfT(double[] differences, double mean, double deviation) {
        if (differences.length < 2) {
            return Double.NaN;
        }
        if (deviation == 0) {
            return mean == 0 ? 1 : 0;
        }
        return TTest.withDefaults().test(differences).getPValue();
    }

    /** Zeros are left out, as Wilcoxon did; 1 if that leaves nobody. */
    private static double pOfWilcoxon(double[] differences) {
        double[] some = Arrays.stream(differences).filter(difference -> difference != 0).toArray();
        return some.length == 0 ? 1 : WilcoxonSignedRankTest.withDefaults().test(some).getPValue();
    }

    /**
     * Holm's correction: p values that may all be compared with one level, and the chance of any
     * false alarm stays below it.
     *
     * <p>Source: S. Holm, "A Simple Sequentially Rejective Multiple Test Procedure", 1979.
     *
     * @param p any number of p values; {@code NaN} stays and does not count
     * @return corrected values in the same order, at most 1
     */
    public static double[] holm(double... p) {
        int[] rising =
                IntStream.range(0, p.length)
                        .filter(k -> !Double.isNaN(p[k]))
                        .boxed()
                        .sorted(Comparator.comparingDouble(k -> p[k]))
                        .mapToInt(Integer::intValue)
                        .toArray();
        double[] corrected = new double[p.length];
        Arrays.fill(corrected, Double.NaN);
        double largest = 0;
        for (int n = 0; n < rising.length; n++) {
            largest = Math.max(largest, Math.min(1, p[rising[n]] * (rising.length - n)));
            corrected[rising[n]] = largest;
        }
        return corrected;
    }
}
