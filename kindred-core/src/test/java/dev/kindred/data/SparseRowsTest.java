package dev.kindred.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparseRowsTest {
    private static double[][] random(long seed, int rows, int columns, String values) {
        var random = new SplittableRandom(seed);
        double[][] dense = new double[rows][columns];
        for (double[] row : dense) {
            for (int column = 0; column < columns; column++) {
                if (random.nextDouble() < 0.3) {
                    row[column] =
                            switch (values) {
                                case "ones" -> 1;
                                case "floats" -> (float) random.nextDouble(-2, 2);
                                default -> random.nextDouble(-2, 2);
                            };
                }
            }
        }
        return dense;
    }

    private static double[][] dense(SparseRows sparse) {
        double[][] dense = new double[sparse.rows()][sparse.columns()];
        for (int row = 0; row < sparse.rows(); row++) {
            int previous = -1;
            for (int k = sparse.start(row); k < sparse.end(row); k++) {
                assertThat(sparse.column(k)).isGreaterThan(previous);
                previous = sparse.column(k);
                dense[row][previous] = sparse.value(k);
            }
        }
        return dense;
    }

    private static double[][] transposed(double[][] dense, int columns) {
        double[][] transposed = new double[columns][dense.length];
        for (int row = 0; row < dense.length; row++) {
            for (int column = 0; column < columns; column++) {
                transposed[column][row] = dense[row][column];
            }
        }
        return transposed;
    }

    @ParameterizedTest
    @ValueSource(strings = {"ones", "floats", "doubles"})
    void aMatrixAndItsTransposeAreThoseOfTheDenseOne(String values) {
        for (long seed = 0; seed < 20; seed++) {
            double[][] dense = random(seed, 1 + (int) seed, 13, values);
            SparseRows sparse = SparseRows.ofDense(dense);
            assertThat(sparse.isBinary()).isEqualTo(values.equals("ones") || sparse.entries() == 0);
            assertThat(dense(sparse)).isDeepEqualTo(dense);
            assertThat(dense(sparse.transpose())).isDeepEqualTo(transposed(dense, 13));
            assertThat(dense(sparse.transpose().transpose())).isDeepEqualTo(dense);
            for (int row = 0; row < dense.length; row++) {
                for (int column = 0; column < 13; column++) {
                    int k = sparse.find(row, column);
                    assertThat(k >= 0).isEqualTo(dense[row][column] != 0);
                    assertThat(k < 0 ? 0 : sparse.value(k)).isEqualTo(dense[row][column]);
                }
            }
        }
    }

    @Test
    void valuesKeepEveryDigit() {
        int[] starts = {0, 2};
        int[] columns = {0, 1};
        double[][] all = {{0.1, 1e300}, {0.5, 2}, {1, 1}, {-0.0, 1}, {16777217, 1}, {4.9e-324, 0}};
        for (double[] values : all) {
            SparseRows matrix = SparseRows.of(2, starts, columns, values.clone());
            assertThat(matrix.values()).containsExactly(values);
            assertThat(matrix.transpose().values()).containsExactly(values);
        }
        SparseRows floats = SparseRows.ofFloats(2, starts, columns, new float[] {0.1f, 1});
        assertThat(floats.value(0)).isEqualTo((double) 0.1f);
        assertThat(SparseRows.of(2, starts, columns, null).values()).containsExactly(1, 1);
        assertThat(SparseRows.of(2, starts, columns, new double[] {1, 1}).isBinary()).isTrue();
    }

    @Test
    void positiveKeepsWhatIsAboveZero() {
        double[][] dense = {{1, -1, 0}, {-2, 0, 0}, {0, 3, 0.5}};
        SparseRows positive = SparseRows.ofDense(dense).positive();
        assertThat(dense(positive))
                .isDeepEqualTo(new double[][] {{1, 0, 0}, {0, 0, 0}, {0, 3, 0.5}});
        assertThat(positive.size(1)).isZero();
        assertThat(positive.positive()).isSameAs(positive);
        SparseRows zero = SparseRows.of(1, new int[] {0, 1}, new int[] {0}, new double[] {0});
        assertThat(zero.positive().entries()).isZero();
    }

    @Test
    void otherValuesShareThePattern() {
        SparseRows matrix = SparseRows.ofDense(new double[][] {{2, 0}, {0, 3}});
        assertThat(dense(matrix.binary())).isDeepEqualTo(new double[][] {{1, 0}, {0, 1}});
        assertThat(matrix.binary().binary().isBinary()).isTrue();
        assertThat(dense(matrix.withValues(new double[] {7, 8})))
                .isDeepEqualTo(new double[][] {{7, 0}, {0, 8}});
        matrix.columnArray()[0] = 5; // copies
        matrix.startArray()[0] = 5;
        matrix.values()[0] = 5;
        assertThat(dense(matrix)).isDeepEqualTo(new double[][] {{2, 0}, {0, 3}});
    }

    @Test
    void emptyMatricesHaveATranspose() {
        SparseRows none = SparseRows.of(0, new int[] {0}, new int[0], null);
        assertThat(none.transpose().rows()).isZero();
        SparseRows wide = SparseRows.of(3, new int[] {0}, new int[0], null).transpose();
        assertThat(wide.rows()).isEqualTo(3);
        assertThat(wide.columns()).isZero();
        assertThat(SparseRows.ofDense(new double[0][]).rows()).isZero();
    }

    @Test
    void arraysThatDoNotFitAreRefused() {
        assertRefused(new int[] {}, new int[] {}, 0, "row starts must go from 0 to the 0 entries");
        assertRefused(new int[] {1, 1}, new int[] {0}, 1, "row starts must go from 0");
        assertRefused(new int[] {0, 2}, new int[] {0}, 1, "row starts must go from 0 to the 1");
        assertRefused(new int[] {0, 2, 1}, new int[] {0}, 1, "row starts must rise, row 0");
        assertRefused(new int[] {0, 1, 0, 2}, new int[] {0, 1}, 2, "row starts must rise, row 1");
        assertRefused(new int[] {0, 2}, new int[] {1, 0}, 2, "columns must rise within row 0");
        assertRefused(new int[] {0, 2}, new int[] {1, 1}, 2, "columns must rise within row 0");
        assertRefused(new int[] {0, 1}, new int[] {3}, 1, "stay below 3, but one is 3");
        assertRefused(new int[] {0, 1}, new int[] {-1}, 1, "but one is -1");
        assertRefused(new int[] {0, 1}, new int[] {0}, 2, "1 entries need as many values");
    }

    private static void assertRefused(int[] starts, int[] columns, int values, String message) {
        assertThatThrownBy(() -> SparseRows.of(3, starts, columns, new double[values]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
