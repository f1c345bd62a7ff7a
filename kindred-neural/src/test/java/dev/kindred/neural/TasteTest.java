package dev.kindred.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TasteTest {
    private static final int WIDTH = 6;
    private static final int ITEMS = 20;

    /** A gmf network with one factor: z = 2 p q, with q = 1 for item 0 and -1 for item 1. */
    private static NcfNetwork oneFactor() {
        var gmf = new NcfWeights.Gmf(1, new float[] {1, -1}, new float[] {2});
        return new NcfNetwork(new NcfWeights(gmf, null, 0), 2);
    }

    @Test
    void squaredErrorsAgainstThePriorByHand() {
        // (2p - 3)^2 / 2 + (p - 1)^2 4 / 2 is least where 2 (2p - 3) + 4 (p - 1) = 0: p = 10 / 8
        var taste =
                new Taste(
                        oneFactor(),
                        Taste.Loss.SQUARED,
                        new UserPrior(new float[] {1}, new float[] {4}));
        var evidence =
                new Taste.Evidence(
                        oneFactor().items(new int[] {0}), new float[] {3}, new float[] {1});
        assertThat(taste.fit(evidence)[0]).isCloseTo(1.25f, within(1e-6f));
    }

    @Test
    void logisticLossIsLeastWhereItsSlopeVanishes() {
        // One liked item, one of weight 3 that is not: with c(z) = 1 / (1 + e^-z) the slope is
        // 2 (c(2p) - 1) - 3 * 2 c(-2p) + p; c(-z) = 1 - c(z) makes it p - 8 (1 - c(2p)).
        var taste =
                new Taste(
                        oneFactor(),
                        Taste.Loss.LOGISTIC,
                        new UserPrior(new float[] {0}, new float[] {1}));
        var evidence =
                new Taste.Evidence(
                        oneFactor().items(new int[] {0, 1}),
                        new float[] {1, 0},
                        new float[] {1, 3});
        float p = taste.fit(evidence)[0];
        assertThat(p - 8 * (1 - 1 / (1 + Math.exp(-2 * p)))).isCloseTo(0, within(1e-3));
    }

    @ParameterizedTest
    @EnumSource(NcfKind.class)
    void gradientsAreThoseOfSmallDifferences(NcfKind kind) {
        NcfNetwork network = network(kind);
        var random = new SplittableRandom(8);
        float[] user = random(random, network.userWidth(), 1);
        int[] all = new int[ITEMS];
        Arrays.setAll(all, item -> item);
        NcfNetwork.Items items = network.items(all);
        NcfNetwork.Pass pass = network.new Pass(ITEMS);
        float[] at = pass.outputs(user, items).clone();
        float[] rows = new float[ITEMS * user.length];
        pass.gradients(items, rows);
        double small = 1e-3;
        for (int k = 0; k < user.length; k++) {
            float[] there = user.clone();
            there[k] += (float) small;
            float[] moved = pass.outputs(there, items);
            for (int item = 0; item < ITEMS; item++) {
                assertThat((moved[item] - at[item]) / small)
                        .isCloseTo(rows[item * user.length + k], within(2e-2));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(NcfKind.class)
    void noNearbyEmbeddingFitsBetter(NcfKind kind) {
        NcfNetwork network = network(kind);
        int width = network.userWidth();
        var random = new SplittableRandom(9);
        float[] precision = new float[width * width];
        for (int k = 0; k < width; k++) {
            precision[k * width + k] = 2;
        }
        float[] mean = random(random, width, 0.1);
        var taste = new Taste(network, Taste.Loss.LOGISTIC, new UserPrior(mean, precision));
        int[] items = {1, 4, 5, 9, 13, 17};
        float[] targets = {1, 1, 1, 0, 0, 0};
        float[] weights = {1, 1, 1, 2, 2, 2};
        var evidence = new Taste.Evidence(network.items(items), targets, weights);
        float[] fitted = taste.fit(evidence);
        double best = naive(network, mean, fitted, items, targets, weights);
        assertThat(best).isLessThan(naive(network, mean, mean, items, targets, weights));
        for (int trial = 0; trial < 200; trial++) {
            float[] other = fitted.clone();
            float[] step = random(random, width, 0.05);
            for (int k = 0; k < width; k++) {
                other[k] += step[k];
            }
            assertThat(naive(network, mean, other, items, targets, weights))
                    .isGreaterThan(0.97 * best); // four steps, and a network with corners
        }
    }

    /** The function that is minimised, with 2 on the diagonal of the precision. */
    private static double naive(
            NcfNetwork network,
            float[] mean,
            float[] user,
            int[] items,
            float[] targets,
            float[] weights) {
        double sum = 0;
        for (int k = 0; k < user.length; k++) {
            sum += (user[k] - mean[k]) * (user[k] - mean[k]);
        }
        float[] outputs = new float[ITEMS];
        network.outputs(user, outputs);
        for (int k = 0; k < items.length; k++) {
            double chance = 1 / (1 + Math.exp(-outputs[items[k]]));
            sum -= weights[k] * Math.log(targets[k] > 0 ? chance : 1 - chance);
        }
        return sum;
    }

    private static NcfNetwork network(NcfKind kind) {
        NcfConfig config =
                NcfConfig.builder()
                        .factors(WIDTH)
                        .hiddenLayers(kind.mlp() ? List.of(10, 5) : List.of())
                        .build();
        var random = new SplittableRandom(4);
        var parameters = new NcfParameters(kind, config, 1, ITEMS, random);
        parameters.all().forEach(weights -> weights.normal(random, 0.5));
        return new NcfNetwork(parameters.snapshot(), ITEMS);
    }

    private static float[] random(SplittableRandom random, int size, double deviation) {
        float[] numbers = new float[size];
        for (int k = 0; k < size; k++) {
            numbers[k] = (float) (deviation * Gauss.next(random));
        }
        return numbers;
    }
}
