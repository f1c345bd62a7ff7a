package dev.kindred.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class UserPriorTest {
    @Test
    void meanAndPrecisionByHand() {
        // Users (1, 0), (3, 0), (2, 3): mean (2, 1); covariance diagonal (2/3, 2), elsewhere 0.
        // A hundredth of the mean variance 4/3 is added: 2/3 + 4/300 = .68, 2 + 4/300 = 2.01333.
        UserPrior prior = UserPrior.of(new float[] {1, 0, 3, 0, 2, 3}, 2);
        assertThat(prior.mean()).containsExactly(2, 1);
        assertThat(prior.precision()[0]).isCloseTo(1 / 0.68f, within(1e-4f));
        assertThat(prior.precision()[3]).isCloseTo(1 / 2.013333f, within(1e-4f));
        assertThat(prior.precision()[1]).isCloseTo(0, within(1e-6f));
        assertThat(prior.precision()[2]).isEqualTo(prior.precision()[1]);
    }

    @Test
    void precisionTimesCovarianceIsTheIdentity() {
        float[] users = {1, 2, 0.5f, -1, 3, 1, 2, -2, 0, 0.3f, 1, 1.5f};
        UserPrior prior = UserPrior.of(users, 3);
        double[][] covariance = new double[3][3];
        for (int row = 0; row < 4; row++) {
            for (int i = 0; i < 3; i++) {
                for (int j = 0; j < 3; j++) {
                    covariance[i][j] +=
                            (users[row * 3 + i] - prior.mean()[i])
                                    * (users[row * 3 + j] - prior.mean()[j])
                                    / 4;
                }
            }
        }
        double ridge = (covariance[0][0] + covariance[1][1] + covariance[2][2]) / 300;
        for (int i = 0; i < 3; i++) {
            covariance[i][i] += ridge;
        }
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double sum = 0;
                for (int k = 0; k < 3; k++) {
                    sum += prior.precision()[i * 3 + k] * covariance[k][j];
                }
                assertThat(sum).isCloseTo(i == j ? 1 : 0, within(1e-3));
            }
        }
    }
}
