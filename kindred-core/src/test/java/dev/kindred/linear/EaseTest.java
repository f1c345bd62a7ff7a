package dev.kindred.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.data.SparseRows;
import dev.kindred.model.Algorithm;
import dev.kindred.model.Explanation;
import dev.kindred.model.FitContext;
import dev.kindred.model.FitException;
import dev.kindred.testkit.AlgorithmContract;
import dev.kindred.testkit.Datasets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EaseTest extends AlgorithmContract {
    private static final FitContext CONTEXT = new FitContext(1, 2);

    @Override
    protected Algorithm<?> algorithm() {
        return new Ease(EaseConfig.builder().regularization(5).build());
    }

    private static float[][] weights(Weights weights, int items) {
        float[][] rows = new float[items][items];
        for (int item = 0; item < items; item++) {
            weights.score(History.of(item), rows[item]);
            for (int other = 0; other < items; other++) {
                rows[item][other] = Float.isNaN(rows[item][other]) ? 0 : rows[item][other];
            }
        }
        return rows;
    }

    private static float[][] weights(EaseConfig config, Dataset data) {
        EaseModel model = new Ease(config).fit(data, CONTEXT);
        return IntStream.range(0, data.items().size())
                .mapToObj(item -> scores(model, History.of(item)))
                .toArray(float[][]::new);
    }

    @Test
    void weightsOfTwoItemsMatchHandComputation() {
        // u: a b   v: a.   Each item is predicted from the other alone: b_ab = common / (n_a + L_a)
        Dataset data = Datasets.of("u a 5 u b 1 v a 1 v b -1");
        EaseConfig.Builder config = EaseConfig.builder().regularization(1);
        // 1 / (2 + 1) and 1 / (1 + 1)
        assertWeights(weights(config.build(), data), new double[][] {{0, 1.0 / 3}, {0.5, 0}}, 1e-7);
        // dropout 1/2 adds n_i: 1 / (2 + 1 + 2) and 1 / (1 + 1 + 1)
        config.dropout(0.5);
        assertWeights(weights(config.build(), data), new double[][] {{0, 0.2}, {1.0 / 3, 0}}, 1e-7);
        // exponent 1, mean n = 3/2: L_a = 4/3, L_b = 2/3: 1 / (10/3) and 1 / (5/3)
        config.dropout(0).regularizationExponent(1);
        assertWeights(weights(config.build(), data), new double[][] {{0, 0.3}, {0.6, 0}}, 1e-7);
    }

    @Test
    void weightsMatchADenseInverse() {
        Dataset data = Datasets.random(5, 60, 40, 700);
        SparseRows byUser = data.byUser().binary();
        int items = data.items().size();
        float[] pull = new float[items];
        for (int item = 0; item < items; item++) {
            pull[item] = 3 + item / 4f;
        }
        double[][] expected = naive(byUser, pull);
        for (boolean inDouble : new boolean[] {true, false}) {
            var exact = new ExactEase(byUser, byUser.transpose(), pull, CONTEXT);
            assertWeights(
                    weights(exact.weights(inDouble), items), expected, inDouble ? 1e-7 : 1e-5);
        }
    }

    @Test
    void sparseApproximationOnAllItemsIsExact() {
        SparseRows byUser = Datasets.random(5, 150, 12, 1200).byUser().binary();
        int items = byUser.columns();
        float[] pull = new float[items];
        Arrays.fill(pull, 4);
        for (double[] row : Dense.gram(byUser, pull)) {
            assertThat(row).as("each two items have common users").doesNotContain(0);
        }
        var all = new SparseEase(byUser, byUser.transpose(), pull, items - 1, CONTEXT);
        assertWeights(weights(all.weights(), items), naive(byUser, pull), 1e-5);
    }

    private static void assertWeights(float[][] actual, double[][] expected, double tolerance) {
        for (int i = 0; i < expected.length; i++) {
            for (int j = 0; j < expected.length; j++) {
                assertThat((double) actual[i][j])
                        .as("from %d to %d", i, j)
                        .isCloseTo(expected[i][j], within(tolerance));
            }
        }
    }

    /** b_ij = -p_ij / p_jj with P by Gauss-Jordan elimination. */
    private static double[][] naive(SparseRows byUser, float[] pull) {
        double[][] p = Dense.inverse(Dense.gram(byUser, pull));
        double[][] b = new double[p.length][p.length];
        for (int i = 0; i < p.length; i++) {
            for (int j = 0; j < p.length; j++) {
                b[i][j] = i == j ? 0 : -p[i][j] / p[j][j];
            }
        }
        return b;
    }

    @Test
    void sparseApproximationIsRidgeRegressionOnTheBestSingleExplanations() {
        SparseRows byUser = Datasets.random(6, 50, 30, 500).byUser().binary();
        int items = byUser.columns();
        float[] pull = new float[items];
        Arrays.fill(pull, 2);
        double[][] gram = Dense.gram(byUser, pull);
        int neighbours = 6;
        double[][] expected = new double[items][items];
        for (int j = 0; j < items; j++) {
            List<Integer> chosen = bestSingle(gram, j, neighbours);
            double[][] part = new double[chosen.size()][chosen.size()];
            for (int a = 0; a < part.length; a++) {
                for (int b = 0; b < part.length; b++) {
                    part[a][b] = gram[chosen.get(a)][chosen.get(b)];
                }
            }
            double[][] inverse = Dense.inverse(part);
            for (int a = 0; a < part.length; a++) {
                for (int b = 0; b < part.length; b++) {
                    expected[chosen.get(a)][j] += inverse[a][b] * gram[chosen.get(b)][j];
                }
            }
        }
        var sparse = new SparseEase(byUser, byUser.transpose(), pull, neighbours, CONTEXT);
        assertWeights(weights(sparse.weights(), items), expected, 1e-5);
    }

    private static List<Integer> bestSingle(double[][] gram, int target, int most) {
        var order = new ArrayList<Integer>();
        for (int i = 0; i < gram.length; i++) {
            if (i != target && gram[i][target] > 0) {
                order.add(i);
            }
        }
        order.sort(
                Comparator.comparing(
                        i -> -(float) (gram[i][target] * gram[i][target] / gram[i][i])));
        return order.subList(0, Math.min(most, order.size()));
    }

    @Test
    void explanationHoldsTheWeightsForAndAgainst() {
        Dataset data = Datasets.random(9, 40, 25, 400);
        EaseModel model =
                new Ease(EaseConfig.builder().regularization(3).build()).fit(data, CONTEXT);
        History history = data.history(2);
        float[] scores = scores(model, history);
        boolean anyAgainst = false;
        for (int item = 0; item < scores.length; item++) {
            Explanation why = model.explain(history, item);
            assertThat(Arrays.stream(why.contributions()).sum())
                    .isCloseTo(scores[item], within(1e-5));
            anyAgainst |= why.size() > 0 && why.contributions()[why.size() - 1] < 0;
        }
        assertThat(anyAgainst).isTrue();
    }

    @Test
    void itemsThatNobodyLikesGetNoOpinion() {
        Dataset data = Datasets.of("u a 1 u b 1 v a 1 v b 1 v c -1");
        for (int neighbours : new int[] {0, 2}) {
            EaseModel model =
                    new Ease(EaseConfig.builder().neighbours(neighbours).build())
                            .fit(data, CONTEXT);
            assertThat(scores(model, History.of(0))[2]).isNaN();
            assertThat(scores(model, History.of(2))).containsOnly(Float.NaN);
            assertThat(scores(model, History.EMPTY)).containsOnly(Float.NaN);
        }
    }

    @Test
    void itemsThatExplainEachOtherFullyNeedRegularization() {
        Dataset twins = Datasets.of("u a 1 u b 1 v a 1 v b 1 w c 1");
        var free = new Ease(EaseConfig.builder().regularization(0).build());
        assertThatThrownBy(() -> free.fit(twins, CONTEXT))
                .isInstanceOf(FitException.class)
                .hasMessageContaining("Maybe raise regularization");
        var huge = new Ease(EaseConfig.builder().regularization(1e39).build());
        assertThatThrownBy(() -> huge.fit(twins, CONTEXT))
                .isInstanceOf(FitException.class)
                .hasMessageContaining("regularization 1.0E39");
    }

    @Test
    void settingsOutOfRangeAreNamed() {
        assertThatThrownBy(() -> EaseConfig.builder().dropout(1).build())
                .hasMessage("dropout must be below 1, but is 1.0");
        assertThatThrownBy(() -> EaseConfig.builder().regularization(-1).build())
                .hasMessageContaining("regularization");
        assertThatThrownBy(() -> EaseConfig.builder().neighbours(-1).build())
                .hasMessageContaining("neighbours");
    }

    @Test
    void aHeapThatIsTooSmallIsToldBeforeAnythingIsAllocated() {
        assertThatThrownBy(() -> ExactEase.checkMemory(40_981, 3L << 30))
                .isInstanceOf(FitException.class)
                .hasMessage(
                        "ease: 40981 items need 6.7 GB of heap, but Java may use 3.2 GB. Maybe start it with -Xmx9g, or set neighbours=400.");
        assertThatCode(() -> ExactEase.checkMemory(40_981, 9L << 30)).doesNotThrowAnyException();
    }
}
