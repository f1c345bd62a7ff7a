package dev.kindred.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Kernels on several rows at once, and on vectors in one go. */
class RowKernelsTest {
    private static final int[] SIZES = {0, 1, 3, 7, 16, 17, 31, 63, 64, 65, 127, 130, 257};

    @ParameterizedTest
    @MethodSource("dev.kindred.internal.kernel.Randoms#kernels")
    void dotsAndSumsOfRowsMatchNaiveOnes(Kernels kernels) {
        for (int length : SIZES) {
            for (int count : new int[] {0, 1, 4, 5, 11}) {
                float[] rows = Randoms.floats(length, 2 + count * length);
                float[] x = Randoms.floats(length + 1, 1 + length);
                float[] factors = Randoms.floats(count, count);
                float[] dots = new float[count];
                kernels.dots(rows, 2, count, length, x, 1, dots);
                float[] sums = x.clone();
                kernels.addRows(factors, rows, 2, count, length, sums, 1);
                double[] expected = new double[1 + length];
                for (int k = 0; k < 1 + length; k++) {
                    expected[k] = x[k];
                }
                for (int row = 0; row < count; row++) {
                    double dot = 0;
                    for (int k = 0; k < length; k++) {
                        double cell = rows[2 + row * length + k];
                        dot += cell * x[1 + k];
                        expected[1 + k] += factors[row] * cell;
                    }
                    assertThat((double) dots[row]).isCloseTo(dot, within(1e-5));
                }
                for (int k = 0; k < 1 + length; k++) {
                    assertThat((double) sums[k]).isCloseTo(expected[k], within(1e-5));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.kindred.internal.kernel.Randoms#kernels")
    void multiplyAndFadeMatchTheirFormulas(Kernels kernels) {
        for (int size : SIZES) {
            float[] a = Randoms.floats(size, size + 1);
            float[] b = Randoms.floats(size + 1000, size + 1);
            float[] product = b.clone();
            kernels.multiply(-2, a, b, product, size);
            float[] faded = b.clone();
            kernels.fade(0.25f, faded, a, size);
            for (int k = 0; k < size; k++) {
                assertThat((double) product[k]).isCloseTo(-2.0 * a[k] * b[k], within(1e-6));
                assertThat((double) faded[k]).isCloseTo(a[k] + 0.25 * b[k], within(1e-6));
            }
            assertThat(product[size]).isEqualTo(b[size]);
            assertThat(faded[size]).isEqualTo(b[size]);
        }
    }
}
