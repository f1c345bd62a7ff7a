package dev.kindred.experiment.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.experiment.analysis.MetricSpec.Kind;
import dev.kindred.internal.LogGamma;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Numbers of other implementations: GrowthBook's statistics (tests of gbstats and of the shared
 * package), scipy, ssrm; printed with five digits where no more are given.
 */
class VectorsTest {
    private static final double[] HALVES = {.5, .5};
    private static final Offset<Double> FIVE_DIGITS = within(6e-6);

    private static Arm mean(long n, double sum, double squares) {
        return Arm.of(Kind.MEAN, Moments.ofSums(n, sum, squares));
    }

    private static Arm share(long successes, long n) {
        return Arm.of(Kind.CONVERSION, Moments.ofSums(n, successes, successes));
    }

    private static final Arm A = mean(3_407, 1396.87, 52377.9767);
    private static final Arm B = mean(3_461, 2422.7, 134698.29);
    private static final Arm SMALLER_A = mean(3_000, 1396.87, 52377.9767);

    @Test
    void welch() {
        Effect relative = Effect.relative(A, B);
        Estimate fixed = relative.fixed(.05);
        assertThat(fixed.value()).isCloseTo(.70732, FIVE_DIGITS);
        assertThat(fixed.low()).isCloseTo(-.03526, FIVE_DIGITS);
        assertThat(fixed.high()).isCloseTo(1.44989, FIVE_DIGITS);
        assertThat(fixed.standardError()).isCloseTo(.37879, FIVE_DIGITS);
        assertThat(fixed.p()).isCloseTo(.06191, FIVE_DIGITS);
        assertThat(relative.dof()).isCloseTo(5841.742, within(1e-3));
        Estimate absolute = Effect.absolute(A, B).fixed(.05);
        assertThat(absolute.value()).isCloseTo(.29, FIVE_DIGITS);
        assertThat(absolute.low()).isCloseTo(.04538, FIVE_DIGITS);
        assertThat(absolute.high()).isCloseTo(.53462, FIVE_DIGITS);
        assertThat(absolute.standardError()).isCloseTo(.12478, FIVE_DIGITS);
        assertThat(absolute.p()).isCloseTo(.02016, FIVE_DIGITS);
    }

    @Test
    void welchOfShares() {
        Estimate relative = Effect.relative(share(14, 28), share(16, 30)).fixed(.05);
        assertThat(relative.value()).isCloseTo(.06667, FIVE_DIGITS);
        assertThat(relative.low()).isCloseTo(-.47767, FIVE_DIGITS);
        assertThat(relative.high()).isCloseTo(.61101, FIVE_DIGITS);
        assertThat(relative.p()).isCloseTo(.80707, FIVE_DIGITS);
    }

    @Test
    void alwaysValid() {
        Estimate relative = Effect.relative(SMALLER_A, B).sequential(.05, 1_000);
        assertThat(relative.value()).isCloseTo(.50336, FIVE_DIGITS);
        assertThat(relative.low()).isCloseTo(-.55844, FIVE_DIGITS);
        assertThat(relative.high()).isCloseTo(1.56516, FIVE_DIGITS);
        assertThat(relative.standardError()).isCloseTo(.33341, FIVE_DIGITS);
        assertThat(relative.p()).isEqualTo(1);
        Estimate shares =
                Effect.relative(share(1_396, 3_000), share(2_422, 3_461)).sequential(.05, 5_000);
        assertThat(shares.value()).isCloseTo(.50386, FIVE_DIGITS);
        assertThat(shares.low()).isCloseTo(.40098, FIVE_DIGITS);
        assertThat(shares.high()).isCloseTo(.60675, FIVE_DIGITS);
        assertThat(shares.standardError()).isCloseTo(.03386, FIVE_DIGITS);
        assertThat(shares.p()).isLessThan(1e-43);
        assertThat(AlwaysValid.rho(.05, 1_000)).isCloseTo(.0890851, within(5e-8));
        assertThat(AlwaysValid.rho(.05, 5_000)).isCloseTo(.0398401, within(5e-8));
    }

    @Test
    void intervalsAndPValuesSayTheSame() {
        // at the p value's own level, the interval ends at 0
        for (double d : new double[] {.01, .02, .05}) {
            double p = AlwaysValid.p(d, .005, 2_000, .05, 5_000);
            double rho = AlwaysValid.rho(.05, 5_000);
            double tuningAtP = 5_000 * Math.pow(rho / AlwaysValid.rho(p, 5_000), -2);
            if (p < 1) {
                assertThat(AlwaysValid.halfWidth(.005, 2_000, p, tuningAtP))
                        .isCloseTo(d, within(1e-9));
            }
            double oneSided = AlwaysValid.oneSidedP(d, .005, 2_000, .05, 5_000);
            double half = AlwaysValid.oneSidedWidth(.005, 2_000, .05, 5_000);
            assertThat(oneSided < .05).isEqualTo(d > half);
        }
        assertThat(AlwaysValid.oneSidedP(-.05, .005, 2_000, .05, 5_000)).isEqualTo(1);
    }

    @Test
    void cuped() {
        Arm a = Arm.of(Kind.MEAN, Moments.ofSums(3_000, 1396.87, 52377.9767, 16.87, 527.9767, 1));
        Arm b = Arm.of(Kind.MEAN, Moments.ofSums(3_461, 2422.7, 134698.29, 22.7, 1348.29, 1));
        double theta = Effect.theta(a, b);
        assertThat(theta).isCloseTo(-.0114032, within(5e-8));
        Estimate relative = Effect.relativeAdjusted(a, b, theta).sequential(.05, 5_000);
        assertThat(relative.value()).isCloseTo(.50338, FIVE_DIGITS);
        assertThat(relative.low()).isCloseTo(-.50969, FIVE_DIGITS);
        assertThat(relative.high()).isCloseTo(1.51646, FIVE_DIGITS);
        assertThat(relative.standardError()).isCloseTo(.33341, FIVE_DIGITS);
    }

    @Test
    void gaussianPosteriors() {
        Chance shares = Effect.relative(share(49, 100), share(51, 100)).bayesian(.05);
        assertThat(shares.above()).isCloseTo(.60918, FIVE_DIGITS);
        assertThat(shares.low()).isCloseTo(-.24779, FIVE_DIGITS);
        assertThat(shares.high()).isCloseTo(.32943, FIVE_DIGITS);
        Chance means = Effect.relative(mean(10, 100, 1002.25), mean(10, 105, 1111.5)).bayesian(.05);
        assertThat(means.above()).isCloseTo(.91923, FIVE_DIGITS);
        assertThat(means.low()).isCloseTo(-.02, FIVE_DIGITS);
        assertThat(means.high()).isCloseTo(.12, FIVE_DIGITS);
    }

    @ParameterizedTest
    @CsvSource({
        "49, 100, 51, 100, .610771",
        "100, 1000, 120, 1000, .923183",
        "5, 100, 12, 100, .959260",
        "0, 10, 1, 10, .761905"
    })
    void betaPosteriors(long sA, long nA, long sB, long nB, double chance) {
        assertThat(Conversions.of(sA, nA, sB, nB).aboveControl()).isCloseTo(chance, within(5e-7));
    }

    @Test
    void chancesAreThoseOfTheWrittenSum() {
        // the formula term by term, also where the first terms are far below the smallest double
        long[][] counts = {
            {3, 9, 4, 7}, {4_000, 9_000, 4_100, 9_100}, {30_000, 90_000, 30_300, 90_000}
        };
        for (long[] c : counts) {
            double a1 = c[0] + 1.0;
            double b1 = c[1] - c[0] + 1.0;
            double a2 = c[2] + 1.0;
            double b2 = c[3] - c[2] + 1.0;
            double sum = 0;
            for (int i = 0; i < a2; i++) {
                sum +=
                        Math.exp(
                                LogGamma.beta(a1 + i, b1 + b2)
                                        - Math.log(b2 + i)
                                        - LogGamma.beta(1.0 + i, b2)
                                        - LogGamma.beta(a1, b1));
            }
            assertThat(Conversions.of(c[0], c[1], c[2], c[3]).aboveControl())
                    .isCloseTo(sum, within(1e-8));
        }
    }

    @Test
    void expectedLoss() {
        Conversions found = Conversions.of(100, 1_000, 120, 1_000);
        assertThat(found.lossOfTreatment()).isCloseTo(.00048461, within(5e-9));
        assertThat(found.lossOfControl()).isCloseTo(.0204447, within(5e-8));
    }

    @Test
    void manyConversionsAreComparedByTheNormalDistribution() {
        // 99,999 and 100,001 successes: the exact sum and the normal distribution meet
        double exact = Conversions.of(99_500, 1_000_000, 99_900, 1_000_000).aboveControl();
        double normal = Conversions.of(99_600, 1_000_000, 100_000, 1_000_000).aboveControl();
        assertThat(exact).isCloseTo(normal, within(1e-3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500 600 | .5 .5 | 9.0909 | .00256883 | 5e-9",
                "1000 1200 | .5 .5 | 18.1818 | 2.00787e-5 | 5e-11",
                "4600 5400 | .5 .5 | 64 | 1.2442e-15 | 5e-20",
                "310 290 400 | .3 .3 .4 | .66667 | .716531 | 5e-7",
                "9100 900 | .9 .1 | 11.1111 | 8.58121e-4 | 5e-10"
            })
    void sampleRatioByChiSquared(
            String counts, String weights, double statistic, double p, double digits) {
        SampleRatio found = SampleRatio.of(longs(counts), doubles(weights));
        assertThat(found.statistic()).isCloseTo(statistic, within(5e-5));
        assertThat(found.p()).isCloseTo(p, within(digits));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "500 600 | .05338 | .67145 | 5e-6",
                "1000 1200 | .00079251 | .21435 | 5e-6",
                "4600 5400 | 1.7e-13 | 1.6e-7 | 5e-8",
                "50500 49500 | .21475 | .03520 | 5e-6",
                "51000 49000 | 7e-8 | 4e-8 | 5e-9"
            })
    void sampleRatioAtEveryLook(String counts, double p100, double p10000, double digits) {
        long[] units = longs(counts);
        assertThat(SampleRatio.of(units, HALVES, 100).sequentialP())
                .isCloseTo(p100, within(digits));
        assertThat(SampleRatio.of(units, HALVES).sequentialP()).isCloseTo(p10000, within(digits));
    }

    @Test
    void bayesFactorsOfSsrm() {
        // ssrm's test_sequential_posteriors, log marginals of the two models after each row
        long[][] rows = {{20, 17, 9}, {18, 21, 8}, {4, 6, 4}, {18, 19, 11}};
        double[] free = {-7.028201, -11.947848, -15.471402, -19.964845};
        double[] planned = {-4.077641, -8.265947, -11.610744, -15.781031};
        long[] sum = new long[3];
        for (int row = 0; row < rows.length; row++) {
            for (int arm = 0; arm < 3; arm++) {
                sum[arm] += rows[row][arm];
            }
            assertThat(bayesFactor(sum)).isCloseTo(free[row] - planned[row], within(2e-6));
        }
    }

    /** With the prior (1, 1, 1), which is no multiple of the shares. */
    private static double bayesFactor(long[] x) {
        double[] shares = {.4, .4, .2};
        double log = LogGamma.of(3) - LogGamma.of(3 + x[0] + x[1] + x[2]);
        for (int arm = 0; arm < 3; arm++) {
            log += LogGamma.of(1 + x[arm]) - x[arm] * Math.log(shares[arm]);
        }
        return log;
    }

    @Test
    void logGammaIsThatOfFactorials() {
        double factorial = 0;
        for (int n = 1; n < 200; n++) {
            assertThat(LogGamma.of(n)).isCloseTo(factorial, within(1e-12 * Math.max(1, n)));
            factorial += Math.log(n);
        }
        assertThat(LogGamma.of(.5)).isCloseTo(.5 * Math.log(Math.PI), within(1e-14));
    }

    @Test
    void corrections() {
        assertThat(Corrections.HOLM.apply(.01, .04, .03, .005, .55, .6))
                .containsExactly(new double[] {.05, .12, .12, .03, 1, 1}, within(1e-12));
        assertThat(Corrections.BENJAMINI_HOCHBERG.apply(.898, .138, .007, .964, .538, .006, .138))
                .containsExactly(
                        new double[] {.964, .2415, .0245, .964, .7532, .0245, .2415},
                        within(1e-12));
        assertThat(Corrections.BENJAMINI_HOCHBERG.apply(.02, Double.NaN, .01))
                .containsExactly(.02, Double.NaN, .02);
        assertThat(Corrections.NONE.apply(.5, .1)).containsExactly(.5, .1);
    }

    @ParameterizedTest
    @CsvSource({".05, .10, 31231", ".10, .05, 57760", ".02, .20, 21106"})
    void sampleSizes(double rate, double lift, long perArm) {
        assertThat(SampleSize.ofRate(rate, lift, .05, .8).perArm()).isEqualTo(perArm);
    }

    @Test
    void ratioMetricsByTheDeltaMethod() {
        // units (y, x): (1, 4) (0, 2) (2, 3) (1, 1); M = 1, D = 2.5
        // var y = 2/3, var x = 5/3, cov = sum (y-1)(x-2.5) / 3 = (0 + .5 + .5 + 0) / 3 = 1/3
        // var = (2/3) / 6.25 + (5/3) / 39.0625 - 2 (1/3) / 15.625 = .106667 + .042667 - .042667
        var moments = new Moments();
        moments.add(1, 4);
        moments.add(0, 2);
        moments.add(2, 3);
        moments.add(1, 1);
        Arm arm = Arm.of(Kind.RATIO, moments);
        assertThat(arm.mean()).isCloseTo(.4, within(1e-12));
        assertThat(arm.variance()).isCloseTo(.1066666667, within(1e-9));
    }

    private static long[] longs(String text) {
        return java.util.Arrays.stream(text.trim().split(" ")).mapToLong(Long::parseLong).toArray();
    }

    private static double[] doubles(String text) {
        return java.util.Arrays.stream(text.trim().split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
