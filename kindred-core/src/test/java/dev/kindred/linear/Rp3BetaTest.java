package dev.kindred.linear;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Rp3BetaTest extends AlgorithmContract {
    @Override
    protected Algorithm<?> algorithm() {
        return new Rp3Beta(Rp3BetaConfig.builder().build());
    }

    private static Rp3BetaConfig config(
            double alpha, double beta, int neighbours, boolean normalize, boolean secondCut) {
        return new Rp3BetaConfig(alpha, beta, neighbours, normalize, secondCut);
    }

    private static double[][] weights(Dataset data, Rp3BetaConfig config) {
        Rp3BetaModel model = new Rp3Beta(config).fit(data, new FitContext(1, 2));
        int items = data.items().size();
        double[][] weights = new double[items][items];
        for (int item = 0; item < items; item++) {
            float[] scores = scores(model, History.of(item));
            for (int target = 0; target < items; target++) {
                weights[item][target] = Float.isNaN(scores[target]) ? 0 : scores[target];
            }
        }
        return weights;
    }

    @Test
    void weightsMatchWalksCountedByHand() {
        // u: a b   v: a b c   n_u 2, n_v 3, n_a 2, n_b 2, n_c 1
        Dataset data = Datasets.of("u a 1 u b 1 v a 1 v b 1 v c 1 v d -1");
        double[][] walks = weights(data, config(1, 1, 10, false, false));
        // a to b: 1/2 (1/2 + 1/3) / 2 = 5/24; a to c: 1/2 x 1/3 / 1 = 1/6; c to a: 1 x 1/3 / 2 =
        // 1/6
        assertThat(walks[0][1]).isCloseTo(5.0 / 24, within(1e-7));
        assertThat(walks[0][2]).isCloseTo(1.0 / 6, within(1e-7));
        assertThat(walks[2][0]).isCloseTo(1.0 / 6, within(1e-7));
        assertThat(walks[0][0]).isZero();
        assertThat(walks[0][3]).as("a dislike is no walk").isZero();
        // normalised: from a, 5/24 and 4/24 become 5/9 and 4/9; from c both are 1/2
        double[][] normalized = weights(data, config(1, 1, 10, true, false));
        assertThat(normalized[0][1]).isCloseTo(5.0 / 9, within(1e-7));
        assertThat(normalized[2][1]).isCloseTo(0.5, within(1e-7));
        // one neighbour each: a and b keep each other, c keeps a (tie, lower row)
        double[][] one = weights(data, config(1, 1, 1, true, false));
        assertThat(one[2]).containsExactly(1, 0, 0, 0);
        // after the second cut, a is the target of b alone (1 and 1 tie, lower row)
        double[][] cut = weights(data, config(1, 1, 1, true, true));
        assertThat(cut[2]).containsExactly(0, 0, 0, 0);
        assertThat(cut[1]).containsExactly(1, 0, 0, 0);
    }

    @Test
    void weightsMatchDenseMatrixProducts() {
        for (boolean normalize : new boolean[] {false, true}) {
            for (boolean secondCut : new boolean[] {false, true}) {
                Rp3BetaConfig config = config(0.7, 0.3, 5, normalize, secondCut);
                Dataset data = Datasets.random(3, 40, 25, 300);
                double[][] expected = naive(data.byUser(), config);
                double[][] actual = weights(data, config);
                for (int item = 0; item < expected.length; item++) {
                    for (int target = 0; target < expected.length; target++) {
                        assertThat(actual[item][target])
                                .as("%d to %d, %s", item, target, config)
                                .isCloseTo(expected[item][target], within(1e-6));
                    }
                }
            }
        }
    }

    /** P_iu^alpha P_uj^alpha as dense products, scaled, cut, normalised and cut again. */
    private static double[][] naive(SparseRows byUser, Rp3BetaConfig config) {
        int items = byUser.columns();
        double[][] weights = new double[items][items];
        for (int i = 0; i < items; i++) {
            for (int j = 0; j < items; j++) {
                double sum = 0;
                for (int u = 0; i != j && u < byUser.rows(); u++) {
                    if (byUser.find(u, i) >= 0 && byUser.find(u, j) >= 0) {
                        double there = 1.0 / users(byUser, i);
                        double back = 1.0 / byUser.size(u);
                        sum += Math.pow(there, config.alpha()) * Math.pow(back, config.alpha());
                    }
                }
                weights[i][j] = sum == 0 ? 0 : sum / Math.pow(users(byUser, j), config.beta());
            }
            cut(weights[i], config.neighbours());
            double total = IntStream.range(0, items).mapToDouble(target(weights[i])).sum();
            for (int j = 0; config.normalize() && total > 0 && j < items; j++) {
                weights[i][j] /= total;
            }
        }
        for (int j = 0; config.secondCut() && j < items; j++) {
            int column = j;
            double[] into =
                    IntStream.range(0, items).mapToDouble(i -> weights[i][column]).toArray();
            cut(into, config.neighbours());
            for (int i = 0; i < items; i++) {
                weights[i][j] = into[i];
            }
        }
        return weights;
    }

    private static java.util.function.IntToDoubleFunction target(double[] row) {
        return j -> row[j];
    }

    private static long users(SparseRows byUser, int item) {
        return IntStream.range(0, byUser.rows()).filter(u -> byUser.find(u, item) >= 0).count();
    }

    private static void cut(double[] row, int keep) {
        var order = new ArrayList<Integer>(IntStream.range(0, row.length).boxed().toList());
        order.sort(Comparator.comparing(j -> -(float) row[j]));
        for (int k = keep; k < row.length; k++) {
            row[order.get(k)] = 0;
        }
    }

    @Test
    void explanationNamesTheWeightsThatAddUpToTheScore() {
        Dataset data = Datasets.random(9, 40, 25, 300);
        Rp3BetaModel model =
                new Rp3Beta(config(0.9, 0.4, 10, true, false)).fit(data, new FitContext(1, 1));
        History history = data.history(4);
        float[] scores = scores(model, history);
        for (int item = 0; item < scores.length; item++) {
            Explanation why = model.explain(history, item);
            double sum = java.util.Arrays.stream(why.contributions()).sum();
            assertThat(sum).isCloseTo(Float.isNaN(scores[item]) ? 0 : scores[item], within(1e-6));
        }
    }

    @Test
    void emptyHistoryAndDislikesGiveNoOpinion() {
        Dataset data = Datasets.random(9, 40, 25, 300);
        Rp3BetaModel model =
                new Rp3Beta(config(0.9, 0.4, 10, true, false)).fit(data, new FitContext(1, 1));
        assertThat(scores(model, History.EMPTY)).containsOnly(Float.NaN);
        assertThat(scores(model, History.of(new int[] {1}, new double[] {-1})))
                .containsOnly(Float.NaN);
    }

    @Test
    void settingsThatLeaveNoWeightAreNamed() {
        Dataset data = Datasets.random(9, 40, 25, 300);
        for (double alpha : new double[] {80, 4000}) {
            assertThatThrownBy(
                            () ->
                                    new Rp3Beta(config(alpha, 0, 10, true, false))
                                            .fit(data, new FitContext(1, 2)))
                    .isInstanceOf(FitException.class)
                    .hasMessageContaining("Maybe lower alpha (" + alpha + ")");
        }
        assertThatThrownBy(() -> config(-1, 0, 10, true, false))
                .hasMessage("alpha must be a finite number of at least 0, but is -1.0");
        assertThatThrownBy(() -> config(1, Double.NaN, 10, true, false))
                .hasMessageContaining("beta");
        assertThatThrownBy(() -> config(1, 0, 0, true, false)).hasMessageContaining("neighbours");
    }
}
