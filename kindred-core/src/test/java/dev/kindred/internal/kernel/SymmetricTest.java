package dev.kindred.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SymmetricTest {
    private static final int[] SIZES = {1, 2, 3, 12, 17, 33, 63, 64, 65, 130};

    static Stream<Kernels> kernels() {
        return Randoms.kernels();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void factorOfTwoByTwoMatchesHandComputation(Kernels kernels) {
        // (4 2; 2 5) = U'U with U = (2 1; 0 2)
        float[] a = {4, 2, -99, 5};
        assertThat(Symmetric.factor(kernels, a, 0, 2)).isTrue();
        assertThat(new float[] {a[0], a[1], a[3]}).containsExactly(2, 1, 2);
        // U'U x = (10, 9): x = (2, 1)
        float[] b = {0, 10, 9};
        Symmetric.solve(kernels, a, 0, 2, b, 1);
        assertThat(b).containsExactly(0, 2, 1);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void rankUpdateMatchesSumsOfOuterProducts(Kernels kernels) {
        for (int n : SIZES) {
            int rows = 1 + n % 29;
            float[] x = Randoms.floats(n, 2 + rows * n);
            float[] matrix = Randoms.floats(n + 7, 1 + n * n);
            float[] before = matrix.clone();
            Symmetric.rankUpdate(kernels, x, 2, rows, n, matrix, 1);
            for (int i = 0; i < n; i++) {
                for (int j = i; j < n; j++) {
                    double expected = before[1 + i * n + j];
                    for (int p = 0; p < rows; p++) {
                        expected += (double) x[2 + p * n + i] * x[2 + p * n + j];
                    }
                    assertThat((double) matrix[1 + i * n + j])
                            .as("n %d, cell %d %d", n, i, j)
                            .isCloseTo(expected, within(1e-5));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void solutionSatisfiesTheEquations(Kernels kernels) {
        for (int n : SIZES) {
            double[][] matrix = Randoms.positiveDefinite(n, n);
            float[] upper = Randoms.flat(matrix);
            for (int i = 0; i < n; i++) {
                Arrays.fill(upper, i * n, i * n + i, Float.NaN); // never read
            }
            float[] right = Randoms.floats(n + 5, n);
            float[] solution = right.clone();
            assertThat(Symmetric.factor(kernels, upper, 0, n)).as("n %d", n).isTrue();
            Symmetric.solve(kernels, upper, 0, n, solution, 0);
            for (int i = 0; i < n; i++) {
                double sum = 0;
                for (int j = 0; j < n; j++) {
                    sum += matrix[i][j] * solution[j];
                }
                assertThat(sum).as("n %d, row %d", n, i).isCloseTo(right[i], within(2e-4));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void matrixThatIsNotPositiveDefiniteIsRefused(Kernels kernels) {
        assertThat(Symmetric.factor(kernels, new float[] {1, 2, 2, 1}, 0, 2)).isFalse();
        assertThat(Symmetric.factor(kernels, new float[] {0}, 0, 1)).isFalse();
        assertThat(Symmetric.factor(kernels, new float[] {Float.NaN}, 0, 1)).isFalse();
        float[] large = new float[50 * 50];
        for (int i = 0; i < 50; i++) {
            large[i * 50 + i] = i == 40 ? -1 : 1;
        }
        assertThat(Symmetric.factor(kernels, large, 0, 50)).isFalse();
    }

    @Test
    void inverseOfTwoByTwoMatchesHandComputation() {
        // (4 2; 2 5): determinant 16, inverse (5 -2; -2 4) / 16
        double[][] lower = {{4}, {2, 5}};
        assertThat(SmallInverse.invert(lower)).isTrue();
        assertThat(lower).isDeepEqualTo(new double[][] {{0.3125}, {-0.125, 0.25}});
        assertThat(SmallInverse.invert(new double[][] {{1}, {2, 1}})).isFalse();
        assertThat(SmallInverse.invert(new double[][] {{Double.NaN}})).isFalse();
        assertThat(SmallInverse.invert(new double[0][])).isTrue();
    }

    @Test
    void inverseInDoubleMatchesGaussJordan() {
        for (int n : SIZES) {
            double[][] matrix = Randoms.positiveDefinite(n, n);
            double[][] expected = Randoms.gaussInverse(matrix);
            assertThat(SmallInverse.invert(matrix)).isTrue();
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    assertThat(matrix[i][j]).isCloseTo(expected[i][j], within(1e-12));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void largeInverseMatchesGaussJordanForEveryTileSize(Kernels kernels) {
        for (int n : new int[] {1, 5, 33, 64, 131}) {
            double[][] matrix = Randoms.positiveDefinite(n, n);
            double[][] expected = Randoms.gaussInverse(matrix);
            for (int tile : new int[] {1, 7, 33, 64, 200}) {
                if (n / tile > 20) {
                    continue;
                }
                float[] actual = rows(inverse(kernels, matrix, tile, 2), n);
                for (int k = 0; k < n * n; k++) {
                    assertThat((double) actual[k])
                            .as("n %d, tile %d, cell %d", n, tile, k)
                            .isCloseTo(expected[k / n][k % n], within(2e-5));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void largeInverseHasTheSameBitsOnAnyNumberOfThreads(Kernels kernels) {
        double[][] matrix = Randoms.positiveDefinite(3, 150);
        float[] one = rows(inverse(kernels, matrix, 24, 1), 150);
        float[] three = rows(inverse(kernels, matrix, 24, 3), 150);
        assertThat(three).isEqualTo(one);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void largeMatrixThatIsNotPositiveDefiniteIsRefused(Kernels kernels) {
        double[][] matrix = Randoms.positiveDefinite(3, 40);
        matrix[30][30] = -1;
        TiledSymmetric tiled = tiled(matrix, 8);
        assertThat(SymmetricInverse.invert(kernels, 2, tiled, done -> {})).isFalse();
        // two equal items and next to no regularisation: digits are lost, not the sign
        double[][] twins = {{1e6 + 0.01, 1e6}, {1e6, 1e6 + 0.01}};
        TiledSymmetric close = tiled(twins, 8);
        assertThat(SymmetricInverse.invert(kernels, 2, close, done -> {})).isFalse();
    }

    private static TiledSymmetric inverse(
            Kernels kernels, double[][] matrix, int tile, int threads) {
        TiledSymmetric tiled = tiled(matrix, tile);
        int[] steps = new int[1];
        assertThat(SymmetricInverse.invert(kernels, threads, tiled, done -> steps[0]++)).isTrue();
        assertThat(steps[0]).isEqualTo(tiled.blocks());
        return tiled;
    }

    private static TiledSymmetric tiled(double[][] matrix, int tile) {
        var tiled = new TiledSymmetric(matrix.length, tile);
        float[] row = new float[matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix.length; j++) {
                row[j] = j <= i ? (float) matrix[i][j] : Float.NaN;
            }
            tiled.setRow(i, row);
            assertThat(tiled.get(i, i / 2)).isEqualTo(row[i / 2]);
        }
        return tiled;
    }

    private static float[] rows(TiledSymmetric matrix, int n) {
        float[][] blocks = matrix.toRows(2);
        float[] rows = new float[n * n];
        int to = 0;
        for (float[] block : blocks) {
            System.arraycopy(block, 0, rows, to, block.length);
            to += block.length;
        }
        assertThat(to).isEqualTo(n * n);
        return rows;
    }
}
