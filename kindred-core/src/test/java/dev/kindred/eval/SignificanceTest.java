package dev.kindred.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.eval.Significance.Paired;
import dev.kindred.model.FitContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Expected values are those of SciPy 1.17 where no computation is shown. */
class SignificanceTest {
    private static final FitContext CONTEXT = new FitContext(1, 2);
    private static final double[] A = {.61, .41, .89, .35, .70, .55, .93, .28, .47, .66};
    private static final double[] B = {.52, .45, .71, .30, .58, .56, .80, .31, .36, .49};

    /** Quarters, with ties and 11 users without any difference. */
    private static final double[] X = {
        0, 0, .5, 1, .5, 0, 1, .25, .25, 0, 1, .5, .75, .5, 0, 1, .75, .5, .25, 1, 0, .5, .5, 1, 0,
        .25, .75, 1, .5, .25
    };

    private static final double[] Y = {
        0, .25, .5, .5, .25, 0, 1, 0, .5, 0, .5, .5, .5, .25, .25, .75, .5, .5, 0, .75, 0, .25, .5,
        .5, 0, .5, .5, 1, .25, 0
    };

    private static Paired compare(double[] a, double[] b, Significance.Test test) {
        return Significance.compare(a, b, test, CONTEXT);
    }

    @Test
    void pairedTTestEffectAndInterval() {
        Paired ten = compare(A, B, Significance.Test.T);
        assertThat(ten.users()).isEqualTo(10);
        assertThat(ten.p()).isCloseTo(.014541543682337666, within(1e-12));
        assertThat(ten.difference()).isCloseTo(.077, within(1e-12));
        assertThat(ten.interval().low()).isCloseTo(.01927188454474557, within(1e-9));
        assertThat(ten.interval().high()).isCloseTo(.13472811545525443, within(1e-9));
        assertThat(ten.effect()).isCloseTo(.9541707939944116, within(1e-9));
        Paired quarters = compare(X, Y, Significance.Test.T);
        assertThat(quarters.p()).isCloseTo(.005912950806161391, within(1e-12));
        assertThat(quarters.effect()).isCloseTo(.5424047368439224, within(1e-9));
        assertThat(quarters.interval().low()).isCloseTo(.03635016806466314, within(1e-9));
    }

    @Test
    void wilcoxonIsExactWithoutTiesAndNormalWithThem() {
        assertThat(compare(A, B, Significance.Test.WILCOXON).p())
                .isCloseTo(28. / 1024, within(1e-12));
        // method approx, correction, zeros left out
        assertThat(compare(X, Y, Significance.Test.WILCOXON).p())
                .isCloseTo(.00871573135418183, within(1e-12));
    }

    @Test
    void randomisationTriesAllSignsOfFewUsers() {
        assertThat(compare(A, B, Significance.Test.RANDOMISATION).p())
                .isCloseTo(22. / 1024, within(1e-15));
        // differences 1, 1, 1: 2 of the 8 choices of signs have a sum of 3 or -3
        double[] ones = {1, 1, 1};
        assertThat(compare(ones, new double[3], Significance.Test.RANDOMISATION).p())
                .isEqualTo(.25);
    }

    @Test
    void randomisationSamplesSignsOfManyUsers() {
        // The exact share, by convolution over quarters: 0.011180877685546875. The standard error
        // of 10,000 resamples is 0.00105.
        double p = compare(X, Y, Significance.Test.RANDOMISATION).p();
        assertThat(p).isCloseTo(.01118, within(.004));
        assertThat(
                        Significance.compare(
                                        X, Y, Significance.Test.RANDOMISATION, new FitContext(1, 4))
                                .p())
                .isEqualTo(p);
    }

    @Test
    void equalValuesAreNoDifference() {
        for (Significance.Test test : Significance.Test.values()) {
            Paired same = compare(A, A, test);
            assertThat(same.p()).as("%s", test).isEqualTo(1);
            assertThat(same.effect()).isZero();
            assertThat(same.interval()).isEqualTo(new Report.Interval(0, 0));
        }
    }

    @Test
    void swappingSidesChangesTheSignOnly() {
        for (Significance.Test test : Significance.Test.values()) {
            Paired there = compare(A, B, test);
            Paired back = compare(B, A, test);
            assertThat(back.p()).isCloseTo(there.p(), within(1e-15));
            assertThat(back.difference()).isCloseTo(-there.difference(), within(1e-15));
        }
    }

    @Test
    void falseAlarmsAreAsRareAsTheLevelSays() {
        var random = new SplittableRandom(7);
        int alarms = 0;
        for (int trial = 0; trial < 400; trial++) {
            double[] noise = random.doubles(40).map(value -> value - .5).toArray();
            alarms += compare(noise, new double[40], Significance.Test.T).p() < .05 ? 1 : 0;
        }
        // binomial: mean 20, standard deviation 4.4
        assertThat(alarms).isBetween(7, 33);
    }

    @Test
    void holmMultipliesByTheTestsThatAreLeft() {
        // sorted: .01 x 4, .02 x 3, .03 x 2, .5 x 1; none below the one before
        assertThat(Significance.holm(.03, .01, .5, .02))
                .containsExactly(new double[] {.06, .04, .5, .06}, within(1e-15));
        assertThat(Significance.holm(.9, Double.NaN, .6)).containsExactly(1, Double.NaN, 1);
        assertThat(Significance.holm()).isEmpty();
    }

    @Test
    void oneUserProvesNothing() {
        Paired one = compare(new double[] {1}, new double[] {0}, Significance.Test.T);
        assertThat(one.p()).isNaN();
        assertThat(one.interval().low()).isNaN();
        double[] two = {1, 2};
        assertThatThrownBy(() -> compare(two, A, Significance.Test.T))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
