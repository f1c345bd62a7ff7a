package dev.kindred.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.model.Algorithm;
import dev.kindred.model.Explanation;
import dev.kindred.model.FitContext;
import dev.kindred.testkit.AlgorithmContract;
import dev.kindred.testkit.Datasets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SlimTest extends AlgorithmContract {
    @Override
    protected Algorithm<?> algorithm() {
        return new Slim(SlimConfig.builder().regularization(0.05).build());
    }

    private static double[][] weights(SlimConfig config, Dataset data) {
        SlimModel model = new Slim(config).fit(data, new FitContext(1, 2));
        int items = data.items().size();
        double[][] weights = new double[items][items];
        for (int i = 0; i < items; i++) {
            float[] scores = scores(model, History.of(i));
            for (int j = 0; j < items; j++) {
                weights[i][j] = Float.isNaN(scores[j]) ? 0 : scores[j];
            }
        }
        return weights;
    }

    @Test
    void weightsOfTwoItemsMatchHandComputation() {
        // u: a b   v: a.  n = 2, regularization 1/2, ratio 1/5: l1 = 0.2, l2 = 0.8
        Dataset data = Datasets.of("u a 5 u b 1 v a 1 v b -1");
        double[][] weights = weights(new SlimConfig(0.5, 0.2, 0, 100), data);
        // a to b: (1 - 0.2) / (2 + 0.8) = 2/7; b to a: (1 - 0.2) / (1 + 0.8) = 4/9
        assertThat(weights[0][1]).isCloseTo(2.0 / 7, within(1e-7));
        assertThat(weights[1][0]).isCloseTo(4.0 / 9, within(1e-7));
        // l1 = 1 leaves nothing of one common user
        assertThat(weights(new SlimConfig(0.5, 1, 0, 100), data)).isDeepEqualTo(new double[2][2]);
    }

    @Test
    void weightsMatchSlowCoordinateDescentInDouble() {
        Dataset data = Datasets.random(8, 80, 30, 900);
        int users = data.users().size();
        int items = data.items().size();
        double[][] gram = Dense.gram(data.byUser().binary(), new float[items]);
        for (double ratio : new double[] {1e-4, 0.1, 0.5}) {
            double l1 = 0.05 * ratio * users;
            double l2 = 0.05 * (1 - ratio) * users;
            for (int neighbours : new int[] {0, items - 2}) {
                // items - 2 of the others leave out those without common users, which get no weight
                double[][] actual = weights(new SlimConfig(0.05, ratio, neighbours, 100), data);
                for (int target = 0; target < items; target++) {
                    double[] expected = naive(gram, target, l1, l2, neighbours);
                    for (int i = 0; i < items; i++) {
                        assertThat(actual[i][target])
                                .as("%d to %d, ratio %s, %d", i, target, ratio, neighbours)
                                .isCloseTo(expected[i], within(2e-4));
                    }
                }
            }
        }
    }

    private static double[] naive(
            double[][] gram, int target, double l1, double l2, int neighbours) {
        int items = gram.length;
        int leftOut = -1; // with one fewer than all: the worst single explanation
        for (int i = 0; neighbours == items - 2 && i < items; i++) {
            if (i != target
                    && (leftOut < 0
                            || gain(gram, i, target, l2) <= gain(gram, leftOut, target, l2))) {
                leftOut = i;
            }
        }
        double[] w = new double[items];
        for (int pass = 0; pass < 2000; pass++) {
            for (int i = 0; i < items; i++) {
                double rest = gram[i][target];
                for (int k = 0; k < items; k++) {
                    rest -= k == i ? 0 : gram[i][k] * w[k];
                }
                boolean free = i != target && i != leftOut;
                w[i] = free ? Math.max(0, (rest - l1) / (gram[i][i] + l2)) : 0;
            }
        }
        return w;
    }

    private static double gain(double[][] gram, int i, int target, double l2) {
        return gram[i][target] * gram[i][target] / (gram[i][i] + l2);
    }

    @Test
    void noWeightIsNegativeAndMoreL1MeansFewerWeights() {
        Dataset data = Datasets.random(8, 80, 30, 900);
        long few = count(weights(new SlimConfig(0.05, 0.5, 0, 100), data));
        long many = count(weights(new SlimConfig(0.05, 1e-4, 0, 100), data));
        assertThat(few).isPositive().isLessThan(many);
    }

    private static long count(double[][] weights) {
        for (double[] row : weights) {
            assertThat(Arrays.stream(row).min().orElse(0)).isNotNegative();
        }
        return Arrays.stream(weights).flatMapToDouble(Arrays::stream).filter(w -> w > 0).count();
    }

    @Test
    void regularizationZeroTakesTwoHundredDividedByTheUsers() {
        Dataset data = Datasets.random(8, 80, 30, 900);
        SlimConfig auto = SlimConfig.builder().build();
        SlimConfig same = SlimConfig.builder().regularization(200.0 / data.users().size()).build();
        double[][] expected = weights(same, data);
        double[][] actual = weights(auto, data);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).containsExactly(expected[i], within(1e-9));
        }
    }

    @Test
    void explanationHoldsTheWeightsThatAddUpToTheScore() {
        Dataset data = Datasets.random(9, 40, 25, 400);
        SlimModel model =
                new Slim(SlimConfig.builder().regularization(0.1).build())
                        .fit(data, new FitContext(1, 2));
        History history = data.history(2);
        float[] scores = scores(model, history);
        for (int item = 0; item < scores.length; item++) {
            Explanation why = model.explain(history, item);
            double sum = Arrays.stream(why.contributions()).sum();
            assertThat(sum).isCloseTo(Float.isNaN(scores[item]) ? 0 : scores[item], within(1e-6));
        }
    }

    @Test
    void settingsOutOfRangeAreNamed() {
        assertThatThrownBy(() -> new SlimConfig(-1, 0, 0, 1))
                .hasMessageContaining("regularization");
        assertThatThrownBy(() -> new SlimConfig(1, 1.5, 0, 1))
                .hasMessage("l1Ratio must be between 0.0 and 1.0, but is 1.5");
        assertThatThrownBy(() -> new SlimConfig(1, 0, -1, 1)).hasMessageContaining("neighbours");
        assertThatThrownBy(() -> new SlimConfig(1, 0, 0, 0)).hasMessageContaining("epochs");
    }
}
