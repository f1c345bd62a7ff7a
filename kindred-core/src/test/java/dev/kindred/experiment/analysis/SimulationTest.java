package dev.kindred.experiment.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.experiment.analysis.MetricSpec.Kind;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What the tests and intervals promise, on experiments whose truth is known. */
class SimulationTest {
    private static final double[] HALVES = {.5, .5};
    private static final int RUNS = 2_000;
    private static final int LOOKS = 40;
    private static final int PER_LOOK = 250;
    private static final double RATE = .1;

    @Test
    void looking40TimesAtAnAaTestRaisesFewAlarms() {
        var random = new SplittableRandom(20_260);
        int sequential = 0;
        int peeking = 0;
        int once = 0;
        int harm = 0;
        for (int run = 0; run < RUNS; run++) {
            long[] successes = new long[2];
            boolean alarm = false;
            boolean naive = false;
            boolean guardrail = false;
            boolean last = false;
            for (int look = 1; look <= LOOKS; look++) {
                successes[0] += binomial(random, PER_LOOK, RATE);
                successes[1] += binomial(random, PER_LOOK, RATE);
                long n = (long) look * PER_LOOK;
                Effect effect = Effect.absolute(share(successes[0], n), share(successes[1], n));
                double p = AlwaysValid.p(effect.d(), effect.se(), effect.n(), .05, 5_000);
                alarm |= p < .05;
                guardrail |=
                        AlwaysValid.oneSidedP(-effect.d(), effect.se(), effect.n(), .05, 5_000)
                                < .05;
                last = effect.fixed(.05).p() < .05;
                naive |= last;
            }
            sequential += alarm ? 1 : 0;
            peeking += naive ? 1 : 0;
            once += last ? 1 : 0;
            harm += guardrail ? 1 : 0;
        }
        assertThat(sequential / (double) RUNS).as("always valid").isLessThanOrEqualTo(.05);
        assertThat(harm / (double) RUNS).as("guardrail").isLessThanOrEqualTo(.05);
        assertThat(once / (double) RUNS).as("one look").isCloseTo(.05, within(.015));
        assertThat(peeking / (double) RUNS).as("what it is for").isGreaterThan(.25);
    }

    private static Arm share(long successes, long n) {
        return Arm.of(Kind.CONVERSION, Moments.ofSums(n, successes, successes));
    }

    private static int binomial(SplittableRandom random, int n, double rate) {
        int successes = 0;
        for (int k = 0; k < n; k++) {
            successes += random.nextDouble() < rate ? 1 : 0;
        }
        return successes;
    }

    @Test
    void theSequentialSampleRatioAlarmIsRareWhereNothingIsWrong() {
        var random = new SplittableRandom(7);
        int alarms = 0;
        int peeking = 0;
        for (int run = 0; run < RUNS; run++) {
            long[] units = new long[2];
            boolean alarm = false;
            boolean chiSquared = false;
            for (int look = 0; look < LOOKS; look++) {
                int first = heads(random, 2 * PER_LOOK);
                units[0] += first;
                units[1] += 2 * PER_LOOK - first;
                SampleRatio ratio = SampleRatio.of(units, HALVES);
                alarm |= ratio.alarm();
                chiSquared |= ratio.p() < .05;
            }
            alarms += alarm ? 1 : 0;
            peeking += chiSquared ? 1 : 0;
        }
        assertThat(alarms / (double) RUNS).isLessThanOrEqualTo(.001);
        assertThat(peeking / (double) RUNS).as("chi-squared at .05").isGreaterThan(.2);
    }

    private static int heads(SplittableRandom random, int tosses) {
        int heads = 0;
        for (int left = tosses; left > 0; left -= Long.SIZE) {
            long bits = random.nextLong();
            heads += Long.bitCount(left < Long.SIZE ? bits >>> Long.SIZE - left : bits);
        }
        return heads;
    }

    @Test
    void aLossOfExposuresIsFound() {
        var random = new SplittableRandom(9);
        for (int run = 0; run < 100; run++) {
            long[] units = new long[2];
            for (int unit = 0; unit < 40_000; unit++) {
                int arm = random.nextInt(2);
                units[arm] += arm == 1 && random.nextDouble() < .1 ? 0 : 1; // 10 % lost
            }
            assertThat(SampleRatio.of(units, HALVES).alarm()).isTrue();
        }
    }

    @Test
    void intervalsCoverAKnownLiftAndACovariateNarrowsThem() {
        int runs = 1_000;
        int n = 1_000;
        var random = new SplittableRandom(31);
        int fixed = 0;
        int adjusted = 0;
        int relative = 0;
        int sequential = 0;
        double kept = 0;
        for (int run = 0; run < runs; run++) {
            Arm a = correlated(random, n, 10);
            Arm b = correlated(random, n, 10.1);
            fixed += covers(Effect.absolute(a, b).fixed(.05), .1);
            relative += covers(Effect.relative(a, b).fixed(.05), .01);
            sequential += covers(Effect.absolute(a, b).sequential(.05, 5_000), .1);
            double theta = Effect.theta(a, b);
            Arm lessA = Effect.adjusted(a, theta);
            Arm lessB = Effect.adjusted(b, theta);
            adjusted += covers(Effect.absolute(lessA, lessB).fixed(.05), .1);
            kept += (lessA.variance() + lessB.variance()) / (a.variance() + b.variance()) / runs;
        }
        assertThat(fixed / (double) runs).isCloseTo(.95, within(.021));
        assertThat(relative / (double) runs).isCloseTo(.95, within(.021));
        assertThat(adjusted / (double) runs).as("CUPED").isCloseTo(.95, within(.021));
        assertThat(sequential / (double) runs).isGreaterThanOrEqualTo(.95);
        assertThat(kept).as("1 - .7^2").isCloseTo(.51, within(.03));
    }

    /** Units whose y and x have correlation .7. */
    private static Arm correlated(SplittableRandom random, int n, double mean) {
        var moments = new Moments();
        for (int unit = 0; unit < n; unit++) {
            double x = random.nextGaussian();
            double y = .7 * x + Math.sqrt(.51) * random.nextGaussian();
            moments.add(mean + y, x);
        }
        return Arm.of(Kind.MEAN, moments);
    }

    private static int covers(Estimate estimate, double truth) {
        return estimate.low() <= truth && truth <= estimate.high() ? 1 : 0;
    }

    @Test
    void ratiosOfUnitsWithManyImpressionsAreCovered() {
        // heavy users click at another rate: impressions are not independent, units are
        int runs = 1_000;
        var random = new SplittableRandom(12);
        int covered = 0;
        int impressionsAlone = 0;
        for (int run = 0; run < runs; run++) {
            Moments a = clicks(random, 800);
            Moments b = clicks(random, 800);
            Estimate found =
                    Effect.absolute(Arm.of(Kind.RATIO, a), Arm.of(Kind.RATIO, b)).fixed(.05);
            covered += covers(found, 0);
            impressionsAlone += covers(Effect.absolute(pooled(a), pooled(b)).fixed(.05), 0);
        }
        assertThat(covered / (double) runs).isCloseTo(.95, within(.021));
        assertThat(impressionsAlone / (double) runs).as("what it is for").isLessThan(.85);
    }

    private static Moments clicks(SplittableRandom random, int units) {
        var moments = new Moments();
        for (int unit = 0; unit < units; unit++) {
            int impressions = 1 + random.nextInt(20);
            double rate = random.nextInt(4) == 0 ? .5 : .05;
            moments.add(binomial(random, impressions, rate), impressions);
        }
        return moments;
    }

    private static Arm pooled(Moments moments) {
        long impressions = Math.round(moments.meanX() * moments.n());
        return share(Math.round(moments.meanY() * moments.n()), impressions);
    }
}
