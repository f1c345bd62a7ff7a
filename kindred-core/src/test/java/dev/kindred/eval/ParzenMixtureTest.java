package dev.kindred.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ParzenMixtureTest {
    private static final List<double[]> POINTS =
            List.of(new double[] {0.1, 0.9}, new double[] {0.2, 0.5}, new double[] {0.9, 0.1});
    private static final int[] CHOICES = {0, 3}; // a number, one of three

    private static double density(ParzenMixture mixture, double x, double choice) {
        return Math.exp(mixture.logDensity(new double[] {x, choice}));
    }

    @Test
    void densityMatchesTheValueByHand() {
        // One point at .5: deviation max(.2 * 1^(-1/5), 1/2) = .5. The bump at its centre:
        // phi(0) / .5 / (Phi(1) - Phi(-1)) = .39894228 / .5 / .68268949 = 1.16873713.
        // The mean of that and the even density 1: 1.08436857.
        var one = new ParzenMixture(List.of(new double[] {0.5}), new int[] {0});
        assertThat(Math.exp(one.logDensity(new double[] {0.5})))
                .isCloseTo(1.08436857, within(1e-7));
        // A choice of 3, n = 1: own (1 + 1/2) / (1 + 3/2) = .6, others .2; mean with 1/3.
        var choice = new ParzenMixture(List.of(new double[] {0.5}), new int[] {3});
        assertThat(Math.exp(choice.logDensity(new double[] {0.4})))
                .isCloseTo((0.6 + 1 / 3.0) / 2, within(1e-12));
        assertThat(Math.exp(choice.logDensity(new double[] {0.9})))
                .isCloseTo((0.2 + 1 / 3.0) / 2, within(1e-12));
        var none = new ParzenMixture(List.of(), CHOICES);
        assertThat(density(none, 0.3, 0.5)).isCloseTo(1 / 3.0, within(1e-12));
    }

    @Test
    void densityAddsUpToOne() {
        var mixture = new ParzenMixture(POINTS, CHOICES);
        double sum = 0;
        for (int k = 0; k < 1000; k++) {
            for (double choice : new double[] {1 / 6.0, 0.5, 5 / 6.0}) {
                sum += density(mixture, (k + 0.5) / 1000, choice) / 1000;
            }
        }
        assertThat(sum).isCloseTo(1, within(1e-5));
    }

    @Test
    void samplesFollowTheDensity() {
        var mixture = new ParzenMixture(POINTS, CHOICES);
        var random = new SplittableRandom(3);
        int[][] counts = new int[5][3];
        int draws = 20_000;
        for (int k = 0; k < draws; k++) {
            double[] point = mixture.sample(random);
            counts[(int) Math.min(4, point[0] * 5)][(int) Math.min(2, point[1] * 3)]++;
        }
        for (int cell = 0; cell < 5; cell++) {
            for (int choice = 0; choice < 3; choice++) {
                double expected = 0;
                for (int k = 0; k < 100; k++) {
                    double x = (cell + (k + 0.5) / 100) / 5;
                    expected += density(mixture, x, (choice + 0.5) / 3) / 500;
                }
                // four deviations of a share from 20,000 draws
                double slack = 4 * Math.sqrt(expected / draws);
                assertThat(counts[cell][choice] / (double) draws)
                        .isCloseTo(expected, within(slack));
            }
        }
    }
}
