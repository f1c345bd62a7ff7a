package dev.kindred.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ChecksTest {
    private static void assertRefused(ThrowingCallable check, String message) {
        assertThatThrownBy(check).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void wholeNumbers() {
        assertThat(Checks.positive("n", 1)).isEqualTo(1);
        assertRefused(() -> Checks.positive("n", 0), "n must be at least 1, but is 0");
        assertThat(Checks.notNegative("n", 0)).isZero();
        assertRefused(() -> Checks.notNegative("n", -1), "n must be at least 0, but is -1");
    }

    @Test
    void numbers() {
        assertThat(Checks.positive("x", 1e-300)).isEqualTo(1e-300);
        assertThat(Checks.notNegative("x", 0.0)).isZero();
        assertThat(Checks.finite("x", -5)).isEqualTo(-5);
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1, 0}) {
            assertRefused(
                    () -> Checks.positive("x", bad),
                    "x must be a finite number above 0, but is " + bad);
        }
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1e-300}) {
            assertRefused(
                    () -> Checks.notNegative("x", bad),
                    "x must be a finite number of at least 0, but is " + bad);
        }
        for (double bad : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
            assertRefused(
                    () -> Checks.finite("x", bad), "x must be a finite number, but is " + bad);
        }
    }

    @Test
    void rangesAndLengths() {
        assertThat(Checks.between("x", 0.5, 0, 1)).isEqualTo(0.5);
        assertThat(Checks.between("x", 0, 0, 1)).isZero();
        assertThat(Checks.between("x", 1, 0, 1)).isEqualTo(1);
        for (double bad : new double[] {-0.1, 1.1, Double.NaN}) {
            assertRefused(
                    () -> Checks.between("x", bad, 0, 1),
                    "x must be between 0.0 and 1.0, but is " + bad);
        }
        Checks.sameLength("rows", 2, 2);
        assertRefused(() -> Checks.sameLength("rows", 2, 3), "rows must have length 2, but has 3");
    }
}
