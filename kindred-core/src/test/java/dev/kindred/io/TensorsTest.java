package dev.kindred.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
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

    @Test
    void textsComeBackAndTheirOffsetsAreChecked() {
        // "a" has 1 byte, "" none, "\u00e9" 2, "a" 1: they end at 1, 1, 3 and 4
        var texts = new Tensors().putTexts("t", List.of("a", "", "\u00e9", "a"));
        assertThat(texts.ints("t.offsets")).containsExactly(0, 1, 1, 3, 4);
        assertThat(texts.texts("t")).containsExactly("a", "", "\u00e9", "a");
        assertThat(new Tensors().putTexts("none", List.of()).texts("none")).isEmpty();
        for (int[] offsets : new int[][] {{}, {1, 4}, {0, 3}, {0, 5}, {0, 3, 2, 4}}) {
            var broken = new Tensors().put("t.utf8", new byte[4]).put("t.offsets", offsets);
            assertRefused(() -> broken.texts("t"), "t.offsets must rise from 0 to 4");
        }
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(DataException.class).hasMessageContaining(message);
    }
}
