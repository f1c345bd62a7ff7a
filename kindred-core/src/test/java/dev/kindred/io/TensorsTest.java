package dev.kindred.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TensorsTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private final Tensors tensors =
            new Tensors()
                    .put("good", new double[] {0, -1, Double.MAX_VALUE})
                    .put("gaps", new double[] {1, Double.NaN})
                    .put("open", new double[] {-INFINITY, 1, INFINITY})
                    .put("float", new float[] {1, 2, 3, Float.NEGATIVE_INFINITY})
                    .put("floats", new float[] {1, Float.MIN_VALUE});

    @Test
    void numbersAreFinite() {
        assertThat(tensors.doubles("good")).containsExactly(0, -1, Double.MAX_VALUE);
        assertThat(tensors.floats("floats")).containsExactly(1, Float.MIN_VALUE);
        assertRefused(
                () -> tensors.doubles("gaps"),
                "tensor \"gaps\" must hold finite numbers, but number 2 is NaN");
        assertRefused(() -> tensors.doubles("open"), "number 1 is -Infinity");
        assertRefused(() -> tensors.floats("float"), "number 4 is -Infinity");
    }

    @Test
    void absenceIsNaNAndNoLimitIsInfinity() {
        assertThat(tensors.doublesOrNone("gaps")).containsExactly(1, Double.NaN);
        assertThat(tensors.limits("open")).containsExactly(-INFINITY, 1, INFINITY);
        assertRefused(() -> tensors.doublesOrNone("open"), "finite numbers or NaN, but number 1");
        assertRefused(() -> tensors.limits("gaps"), "numbers, but number 2 is NaN");
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(DataException.class).hasMessageContaining(message);
    }
}
