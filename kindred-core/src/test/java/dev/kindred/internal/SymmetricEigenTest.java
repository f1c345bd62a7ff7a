package dev.kindred.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymmetricEigenTest {
    @Test
    void twoByTwoMatchesHandComputedValues() {
        // (2 1; 1 2): eigenvalues 3 and 1 with vectors (1, 1) / sqrt 2 and (1, -1) / sqrt 2
        SymmetricEigen eigen = SymmetricEigen.of(new double[] {2, 1, 1, 2}, 2);
        assertThat(eigen.values()[0]).isCloseTo(3, within(1e-14));
        assertThat(eigen.values()[1]).isCloseTo(1, within(1e-14));
        double[] v = eigen.vectors();
        assertThat(v[0] * v[1]).isCloseTo(0.5, within(1e-14));
        assertThat(v[2] * v[3]).isCloseTo(-0.5, within(1e-14));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7, 16, 33, 64})
    void vectorsRebuildTheMatrixAndAreOrthonormal(int n) {
        double[] a = randomSymmetric(n, n);
        check(a, n, 1e-12 * n);
    }

    @Test
    void diagonalZeroAndRankOneMatricesAreNoSpecialCase() {
        check(new double[9], 3, 1e-14);
        check(new double[] {1, 0, 0, 0, 5, 0, 0, 0, -2}, 3, 1e-14);
        double[] rankOne = new double[25];
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 5; j++) {
                rankOne[i * 5 + j] = (i + 1) * (j + 1);
            }
        }
        // 1 + 4 + 9 + 16 + 25 = 55
        assertThat(check(rankOne, 5, 1e-12).values()[0]).isCloseTo(55, within(1e-12));
        double[] ones = new double[36];
        Arrays.fill(ones, 1e150);
        check(ones, 6, 1e138);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20, 60, 120, 160})
    void aMatrixOfLowRankWithRoundingNoiseBelowItConverges(int digits) {
        // 15 rows of 64 whose sizes fall by that many digits: 49 eigenvalues are noise around 0
        int n = 64;
        for (int seed = 0; seed < 20; seed++) {
            var random = new SplittableRandom(seed);
            double[] gram = new double[n * n];
            for (int row = 0; row < 15; row++) {
                double size = Math.pow(10, -digits * row / 14.0);
                double[] x = random.doubles(n, -size, size).toArray();
                for (int i = 0; i < n; i++) {
                    for (int j = 0; j < n; j++) {
                        gram[i * n + j] += x[i] * x[j];
                    }
                }
            }
            check(gram, n, 1e-12);
        }
    }

    @Test
    void notANumberIsRefused() {
        assertThatThrownBy(() -> SymmetricEigen.of(new double[] {1, Double.NaN, Double.NaN, 1}, 2))
                .isInstanceOf(ArithmeticException.class);
    }

    private static SymmetricEigen check(double[] a, int n, double tolerance) {
        SymmetricEigen eigen = SymmetricEigen.of(a, n);
        double[] v = eigen.vectors();
        double rebuiltError = 0;
        double productError = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double rebuilt = 0;
                double product = 0;
                for (int k = 0; k < n; k++) {
                    rebuilt += eigen.values()[k] * v[k * n + i] * v[k * n + j];
                    product += v[i * n + k] * v[j * n + k];
                }
                rebuiltError = Math.max(rebuiltError, Math.abs(rebuilt - a[i * n + j]));
                productError = Math.max(productError, Math.abs(product - (i == j ? 1 : 0)));
            }
        }
        assertThat(rebuiltError).isLessThanOrEqualTo(tolerance);
        assertThat(productError).isLessThanOrEqualTo(1e-13 * n);
        for (int k = 1; k < n; k++) {
            assertThat(eigen.values()[k]).isLessThanOrEqualTo(eigen.values()[k - 1]);
        }
        return eigen;
    }

    private static double[] randomSymmetric(int n, long seed) {
        var random = new SplittableRandom(seed);
        double[] a = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                a[i * n + j] = random.nextDouble() - 0.5;
                a[j * n + i] = a[i * n + j];
            }
        }
        return a;
    }
}
