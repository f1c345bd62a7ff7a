package dev.kindred.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DescentTest {
    static Stream<Kernels> kernels() {
        return Randoms.kernels();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void oneStepMatchesTheHandComputedOne(Kernels kernels) {
        // p = (2, 0 ..., .5, 1), q = (3, 0 ..., 1, -1): prediction 6 + .5 - 1 = 5.5, error 1.5.
        // keep .5, rate .1: p0 = 1 + .15 * 3, b_u = .25 + .15, q0 = 1.5 + .15 * 2, b_i = -.5 + .15.
        float[] p = new float[16];
        float[] q = new float[16];
        p[0] = 2;
        p[14] = 0.5f;
        p[15] = 1;
        q[0] = 3;
        q[14] = 1;
        q[15] = -1;
        var descent = new Descent(p, q, 16, new int[] {0}, new int[] {0}, new float[] {7});
        double loss = kernels.descend(descent, 0, 1, 0.5f, 0.1f);
        assertThat(loss).isCloseTo(2.25, within(1e-6));
        assertThat(p[0]).isCloseTo(1.45f, within(1e-6f));
        assertThat(p[14]).isCloseTo(0.4f, within(1e-6f));
        assertThat(q[0]).isCloseTo(1.8f, within(1e-6f));
        assertThat(q[15]).isCloseTo(-0.35f, within(1e-6f));
        assertThat(p[15]).isEqualTo(1);
        assertThat(q[14]).isEqualTo(1);
        assertThat(p[1]).isZero();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void manyStepsMatchPlainOnesInDouble(Kernels kernels) {
        for (int width : new int[] {16, 32, 48, 64, 80, 128}) {
            var random = new SplittableRandom(width);
            int n = 200;
            int[] ps = random.ints(n, 0, 7).map(row -> row * width).toArray();
            int[] qs = random.ints(n, 0, 5).map(row -> row * width).toArray();
            float[] values = Randoms.floats(1, n);
            float[] p = rows(7, width, 1);
            float[] q = rows(5, width, 2);
            double[] slowP = doubles(p);
            double[] slowQ = doubles(q);
            var descent = new Descent(p, q, width, ps, qs, values);
            double loss = kernels.descend(descent, 3, n - 2, 0.99f, 0.05f);
            double expected = 0;
            for (int k = 3; k < n - 2; k++) {
                expected += step(slowP, ps[k], slowQ, qs[k], width, values[k]);
            }
            assertThat(loss).isCloseTo(expected, within(1e-3 * expected));
            for (int k = 0; k < p.length; k++) {
                assertThat((double) p[k]).isCloseTo(slowP[k], within(1e-4));
            }
            for (int k = 0; k < q.length; k++) {
                assertThat((double) q[k]).isCloseTo(slowQ[k], within(1e-4));
            }
        }
    }

    /** Rows with one of the two numbers of 1; the step itself puts the other there. */
    private static float[] rows(int count, int width, int oneFromEnd) {
        float[] rows = Randoms.floats(width + oneFromEnd, count * width);
        for (int row = 1; row <= count; row++) {
            for (int k = row * width - width; k < row * width; k++) {
                rows[k] *= 0.3f;
            }
            rows[row * width - oneFromEnd] = 1;
        }
        return rows;
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int k = 0; k < values.length; k++) {
            doubles[k] = values[k];
        }
        return doubles;
    }

    private static double step(
            double[] p, int left, double[] q, int right, int width, double value) {
        double error = value;
        for (int k = 0; k < width; k++) {
            error -= p[left + k] * q[right + k];
        }
        for (int k = 0; k < width; k++) {
            double x = p[left + k];
            double y = q[right + k];
            p[left + k] = k == width - 1 ? 1 : 0.99f * x + 0.05f * error * y;
            q[right + k] = k == width - 2 ? 1 : 0.99f * y + 0.05f * error * x;
        }
        return error * error;
    }

    @Test
    void rowsMustFitVectors() {
        assertThatThrownBy(
                        () ->
                                new Descent(
                                        new float[20],
                                        new float[20],
                                        20,
                                        new int[0],
                                        new int[0],
                                        new float[0]))
                .hasMessage("width must be a multiple of 16, but is 20");
        assertThatThrownBy(
                        () ->
                                new Descent(
                                        new float[16],
                                        new float[16],
                                        16,
                                        new int[2],
                                        new int[1],
                                        new float[2]))
                .hasMessage("2 ratings need as many rows, but there are 2 and 1");
    }
}
