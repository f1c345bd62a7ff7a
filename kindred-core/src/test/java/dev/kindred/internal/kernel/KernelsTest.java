package dev.kindred.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KernelsTest {
    private static final int[] SIZES = {0, 1, 3, 7, 16, 17, 31, 63, 64, 65, 127, 130, 257};

    static Stream<Kernels> kernels() {
        return Randoms.kernels();
    }

    @Test
    void dotOfSmallVectorsIsExact() {
        // 1*4 + 2*5 + 3*6 = 32
        float[] a = {9, 1, 2, 3};
        float[] b = {4, 5, 6, 9};
        kernels().forEach(k -> assertThat(k.dot(a, 1, b, 0, 3)).isEqualTo(32));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void dotMatchesASumInDouble(Kernels kernels) {
        for (int size : SIZES) {
            float[] a = Randoms.floats(size, size + 5);
            float[] b = Randoms.floats(size + 1000, size + 3);
            double expected = 0;
            for (int k = 0; k < size; k++) {
                expected += (double) a[5 + k] * b[3 + k];
            }
            assertThat((double) kernels.dot(a, 5, b, 3, size))
                    .as("size %d", size)
                    .isCloseTo(expected, within(1e-5));
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void axpyAddsAMultipleAndTouchesNothingElse(Kernels kernels) {
        for (int size : SIZES) {
            for (int offset : new int[] {0, 2}) {
                float[] x = Randoms.floats(size, size + 4);
                float[] y = Randoms.floats(size + 1000, size + 4);
                float[] before = y.clone();
                kernels.axpy(0.75f, x, offset, y, offset, size);
                for (int k = 0; k < y.length; k++) {
                    boolean inside = k >= offset && k < offset + size;
                    double expected = before[k] + (inside ? 0.75 * x[k] : 0);
                    assertThat((double) y[k]).isCloseTo(expected, within(inside ? 1e-6 : 0));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void crossMovesBothRowsByTheOldValues(Kernels kernels) {
        for (int size : SIZES) {
            float[] p = Randoms.floats(size, size + 4);
            float[] q = Randoms.floats(size + 1000, size + 6);
            float[] oldP = p.clone();
            float[] oldQ = q.clone();
            kernels.cross(0.9f, 0.25f, p, 1, q, 3, size);
            for (int k = 0; k < size; k++) {
                double x = oldP[1 + k];
                double y = oldQ[3 + k];
                assertThat((double) p[1 + k]).isCloseTo(0.9 * x + 0.25 * y, within(1e-6));
                assertThat((double) q[3 + k]).isCloseTo(0.9 * y + 0.25 * x, within(1e-6));
            }
            assertThat(p[0]).isEqualTo(oldP[0]);
            assertThat(p[size + 1]).isEqualTo(oldP[size + 1]);
            assertThat(q[2]).isEqualTo(oldQ[2]);
            assertThat(q[size + 3]).isEqualTo(oldQ[size + 3]);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void crossPairMovesThreeRowsByTheOldValues(Kernels kernels) {
        for (int size : SIZES) {
            float[] x = Randoms.floats(size, size + 2);
            float[] rows = Randoms.floats(size + 1000, 2 * size + 3);
            float[] oldX = x.clone();
            float[] old = rows.clone();
            int p = size + 2;
            kernels.crossPair(0.9f, 0.25f, x, 1, rows, p, 1, size);
            for (int k = 0; k < size; k++) {
                double u = oldX[1 + k];
                double up = old[p + k];
                double down = old[1 + k];
                assertThat((double) x[1 + k]).isCloseTo(0.9 * u + 0.25 * (up - down), within(1e-6));
                assertThat((double) rows[p + k]).isCloseTo(0.9 * up + 0.25 * u, within(1e-6));
                assertThat((double) rows[1 + k]).isCloseTo(0.9 * down - 0.25 * u, within(1e-6));
            }
            assertThat(x[0]).isEqualTo(oldX[0]);
            assertThat(x[size + 1]).isEqualTo(oldX[size + 1]);
            assertThat(rows[0]).isEqualTo(old[0]);
            assertThat(rows[size + 1]).isEqualTo(old[size + 1]);
            assertThat(rows[2 * size + 2]).isEqualTo(old[2 * size + 2]);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void scoresNotBelowAThresholdAreFoundInOrder(Kernels kernels) {
        for (int size : SIZES) {
            float[] scores = Randoms.floats(size, size + 1);
            if (size > 3) {
                scores[2] = Float.NaN;
                scores[3] = 0.5f;
            }
            int[] positions = new int[size];
            int found = kernels.atLeast(0.5f, scores, 1, size, positions);
            int at = 0;
            for (int k = 0; k < size; k++) {
                if (scores[1 + k] >= 0.5f) {
                    assertThat(positions[at++]).isEqualTo(k);
                }
            }
            assertThat(found).isEqualTo(at);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void maximaOfGroupsPassOverNaNAndTheRest(Kernels kernels) {
        for (int size : new int[] {0, 127, 128, 300, 1000}) {
            float[] scores = Randoms.floats(size, size + 1);
            for (int k = 1; k <= size; k += 3) {
                scores[k] = Float.NaN;
            }
            float[] expected = new float[128];
            Arrays.fill(expected, Float.NEGATIVE_INFINITY);
            for (int k = 0; k < size / 128 * 128; k++) {
                if (scores[1 + k] > expected[k % 128]) {
                    expected[k % 128] = scores[1 + k];
                }
            }
            float[] maxima = new float[128];
            kernels.maxima(scores, 1, size, maxima);
            assertThat(maxima).as("%d scores", size).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void productOfSmallMatricesIsExact(Kernels kernels) {
        // left' = (1 3; 2 4), right = (5 6; 7 8): (1*5+3*7 1*6+3*8; 2*5+4*7 2*6+4*8)
        Panels left = Panels.view(new float[] {1, 2, 3, 4}, 0, 2, 2, 2);
        Panels right = Panels.view(new float[] {5, 6, 7, 8}, 0, 2, 2, 2);
        float[] c = new float[4];
        kernels.product(left, right, Update.SET, c, 0, 2);
        assertThat(c).containsExactly(26, 30, 38, 44);
        kernels.product(left, right, Update.ADD, c, 0, 2);
        assertThat(c).containsExactly(52, 60, 76, 88);
        kernels.product(left, right, Update.SUBTRACT, c, 0, 2);
        assertThat(c).containsExactly(26, 30, 38, 44);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void productMatchesANaiveOneForEverySizeAndLayout(Kernels kernels) {
        for (int rows : new int[] {0, 1, 5, 12, 17, 65}) {
            for (int columns : new int[] {0, 1, 31, 64, 65, 130}) {
                for (int length : new int[] {0, 1, 3, 17, 66}) {
                    for (Update update : Update.values()) {
                        checkProduct(kernels, rows, columns, length, update);
                    }
                }
            }
        }
    }

    /** All four combinations of views and packed operands must give the same bits. */
    private static void checkProduct(
            Kernels kernels, int rows, int columns, int length, Update update) {
        float[] a = Randoms.floats(rows, 3 + length * (rows + 2));
        float[] b = Randoms.floats(columns + 99, 1 + length * (columns + 1));
        float[] c = Randoms.floats(length, 4 + rows * (columns + 3));
        float[] expected = naive(a, b, c, rows, columns, length, update);
        Panels[] left = {
            Panels.view(a, 3, rows + 2, length, rows),
            Panels.pack(a, 3, rows + 2, length, rows, kernels.tileRows())
        };
        Panels[] right = {
            Panels.view(b, 1, columns + 1, length, columns),
            Panels.pack(b, 1, columns + 1, length, columns, kernels.tileColumns())
        };
        float[] first = new float[0];
        for (int k = 0; k < 4; k++) {
            float[] actual = c.clone();
            kernels.product(left[k / 2], right[k % 2], update, actual, 4, columns + 3);
            first = k == 0 ? actual : first;
            if (!Arrays.equals(actual, first)) {
                assertThat(actual)
                        .as("%d %d %d %s", rows, columns, length, update)
                        .isEqualTo(first);
            }
        }
        for (int k = 0; k < first.length; k++) {
            if (Math.abs(first[k] - expected[k]) > 1e-5) {
                assertThat(first)
                        .as("%d x %d, length %d, %s", rows, columns, length, update)
                        .containsExactly(expected);
            }
        }
    }

    private static float[] naive(
            float[] a, float[] b, float[] c, int rows, int columns, int length, Update update) {
        float[] result = c.clone();
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                double sum = 0;
                for (int p = 0; p < length; p++) {
                    sum += (double) a[3 + p * (rows + 2) + i] * b[1 + p * (columns + 1) + j];
                }
                int at = 4 + i * (columns + 3) + j;
                result[at] =
                        (float)
                                switch (update) {
                                    case SET -> sum;
                                    case ADD -> c[at] + sum;
                                    case SUBTRACT -> c[at] - sum;
                                };
            }
        }
        return result;
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void rowsPackedAsColumnsGiveDotProductsOfRows(Kernels kernels) {
        int length = 10;
        float[] users = Randoms.floats(1, 7 * length);
        float[] items = Randoms.floats(2, 200 * length);
        Panels left = Panels.packTransposed(users, 0, length, 7, length, kernels.tileRows());
        Panels all = Panels.packTransposed(items, 0, length, 200, length, kernels.tileColumns());
        int first = 2 * kernels.tileColumns();
        float[] block = new float[7 * 50];
        kernels.product(left, all.columns(first, 50), Update.SET, block, 0, 50);
        for (int user = 0; user < 7; user++) {
            for (int item = 0; item < 50; item++) {
                double expected = 0;
                for (int p = 0; p < length; p++) {
                    expected +=
                            (double) users[user * length + p] * items[(first + item) * length + p];
                }
                assertThat((double) block[user * 50 + item]).isCloseTo(expected, within(1e-6));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void sameBitsBeforeAndAfterCompilation(Kernels kernels) {
        float[] a = Randoms.floats(1, 203);
        float[] b = Randoms.floats(2, 203);
        float first = kernels.dot(a, 0, b, 0, 203);
        float[] y = b.clone();
        kernels.axpy(0.3f, a, 0, y, 0, 203);
        for (int n = 0; n < 20_000; n++) {
            assertBits(first, kernels.dot(a, 0, b, 0, 203));
        }
        for (int n = 0; n < 20_000; n++) {
            float[] again = b.clone();
            kernels.axpy(0.3f, a, 0, again, 0, 203);
            if (!Arrays.equals(y, again)) {
                assertThat(again).isEqualTo(y);
            }
        }
    }

    private static void assertBits(float expected, float actual) {
        if (Float.floatToRawIntBits(expected) != Float.floatToRawIntBits(actual)) {
            assertThat(actual).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void operandsThatDoNotFitAreRefused(Kernels kernels) {
        float[] data = new float[12];
        Panels three = Panels.view(data, 0, 4, 3, 4);
        Panels two = Panels.view(data, 0, 4, 2, 4);
        assertThatThrownBy(() -> kernels.product(three, two, Update.SET, data, 0, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 and 2");
        assertThatThrownBy(() -> kernels.product(two, two, Update.SET, data, 0, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("result goes from 0 to 16, but the array has length 12");
        assertThatThrownBy(() -> Panels.view(data, 1, 4, 3, 4))
                .isInstanceOf(IllegalArgumentException.class);
        Panels wrong = Panels.pack(data, 0, 4, 3, 4, kernels.tileRows() + 1);
        assertThatThrownBy(() -> kernels.product(wrong, three, Update.SET, new float[16], 0, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("width");
    }

    @Test
    void kernelsAreChosenByModuleLaneCountAndProperty() {
        Kernels plain = Kernels.plain();
        Kernels vector = Kernels.vector();
        assertThat(vector).isNotNull();
        assertThat(KernelChoice.choose("", vector, plain, 1)).isSameAs(vector);
        assertThat(KernelChoice.choose("", vector, plain, 1000)).isSameAs(plain);
        assertThat(KernelChoice.choose("", null, plain, 1)).isSameAs(plain);
        assertThat(KernelChoice.choose("plain", vector, plain, 1)).isSameAs(plain);
        assertThat(KernelChoice.choose("vector", vector, plain, 1000)).isSameAs(vector);
        assertThatThrownBy(() -> KernelChoice.choose("vector", null, plain, 1))
                .hasMessageContaining("Maybe start Java with --add-modules");
        assertThatThrownBy(() -> KernelChoice.choose("fast", vector, plain, 1))
                .hasMessage("kindred.kernels must be plain or vector, but is \"fast\"");
        assertThat(Kernels.choice()).startsWith("kernels: " + Kernels.get().description());
        assertThat(vector.description()).matches("vector, \\d+ bits");
    }
}
