package dev.kindred.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindred.testkit.Datasets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BiasesTest {
    @Test
    void oneEpochTakesDampedMeansOfItemsThenOfUsers() {
        // mu = 4; with damping 1: b_x = (1 + 0) / 3 = 1/3, b_y = -1 / 2
        // a: ((5 - 4 - 1/3) + (3 - 4 + 1/2)) / 3 = (2/3 - 1/2) / 3 = 1/18
        Dataset data = Datasets.of("a x 5 a y 3 b x 4");
        Biases biases = Biases.fit(data.byUser(), 1, 1, 1);
        assertThat(biases.mean()).isEqualTo(4);
        assertThat(biases.itemEffect(0)).isCloseTo(1 / 3.0, within(1e-15));
        assertThat(biases.itemEffect(1)).isCloseTo(-0.5, within(1e-15));
        assertThat(biases.userEffect(data.history(0))).isCloseTo(1 / 18.0, within(1e-15));
        assertThat(biases.userEffect(data.byUser(), 0))
                .isEqualTo(biases.userEffect(data.history(0)));
    }

    @Test
    void epochsMatchANaiveAlternation() {
        Dataset data = Datasets.random(3, 20, 15, 120);
        SparseRows ratings = data.byUser();
        double[][] dense = new double[ratings.rows()][ratings.columns()];
        for (int user = 0; user < dense.length; user++) {
            Arrays.fill(dense[user], Double.NaN);
            for (int k = ratings.start(user); k < ratings.end(user); k++) {
                dense[user][ratings.column(k)] = ratings.value(k);
            }
        }
        double[] users = new double[dense.length];
        double[] items = new double[ratings.columns()];
        Biases biases = Biases.fit(ratings, 15, 10, 4);
        for (int epoch = 0; epoch < 4; epoch++) {
            for (int item = 0; item < items.length; item++) {
                items[item] = naive(dense, biases.mean(), users, item, 10);
            }
            double[][] flipped = flip(dense);
            for (int user = 0; user < users.length; user++) {
                users[user] = naive(flipped, biases.mean(), items, user, 15);
            }
        }
        for (int item = 0; item < items.length; item++) {
            assertThat(biases.itemEffect(item)).isCloseTo(items[item], within(1e-12));
        }
        for (int user = 0; user < users.length; user++) {
            assertThat(biases.userEffect(data.history(user))).isCloseTo(users[user], within(1e-12));
        }
    }

    private static double naive(
            double[][] rows, double mean, double[] effects, int column, double damping) {
        double sum = 0;
        int count = 0;
        for (int row = 0; row < rows.length; row++) {
            if (!Double.isNaN(rows[row][column])) {
                sum += rows[row][column] - mean - effects[row];
                count++;
            }
        }
        return sum / (count + damping);
    }

    private static double[][] flip(double[][] rows) {
        double[][] flipped = new double[rows[0].length][rows.length];
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < flipped.length; column++) {
                flipped[column][row] = rows[row][column];
            }
        }
        return flipped;
    }

    @Test
    void dampingWithoutLimitLeavesAnEffectOut() {
        Dataset data = Datasets.of("a x 5 a y 3 b x 4");
        Biases users = Biases.fit(data.byUser(), 0, Double.POSITIVE_INFINITY, 1);
        assertThat(users.itemEffects()).containsOnly(0.0, -0.0);
        assertThat(users.userEffect(History.of(new int[] {0}, new double[] {5}))).isEqualTo(1);
        Biases items = Biases.fit(data.byUser(), Double.POSITIVE_INFINITY, 0, 1);
        assertThat(items.itemEffects()).containsExactly(0.5, -1);
        assertThat(items.userEffect(data.history(0))).isZero();
    }

    @Test
    void emptyHistoryAndUnknownItemHaveNoEffect() {
        Biases biases = Biases.fit(Datasets.of("a x 5 a y 3").byUser(), 0, 0, 1);
        assertThat(biases.userEffect(History.EMPTY)).isZero();
        assertThat(biases.itemEffect(IdIndex.ABSENT)).isZero();
        assertThat(biases.residual(IdIndex.ABSENT, 5)).isEqualTo(1);
    }
}
