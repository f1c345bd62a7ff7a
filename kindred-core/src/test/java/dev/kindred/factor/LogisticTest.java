package dev.kindred.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LogisticTest {
    @Test
    void tablesMatchTheFormulas() {
        for (double x = -16; x <= 16; x += 0.00317) {
            assertThat((double) Logistic.chance((float) x))
                    .isCloseTo(1 / (1 + Math.exp(-x)), within(2e-6));
            assertThat((double) Logistic.loss((float) x))
                    .isCloseTo(Math.log1p(Math.exp(-x)), within(5e-6));
        }
    }

    @Test
    void bothAreConstantBeyond16AndKeepNaN() {
        assertThat(Logistic.chance(1e30f)).isEqualTo(Logistic.chance(16)).isLessThanOrEqualTo(1);
        assertThat(Logistic.chance(Float.NEGATIVE_INFINITY)).isEqualTo(Logistic.chance(-16));
        assertThat(Logistic.loss(-1e30f)).isEqualTo(Logistic.loss(-16)).isBetween(15.9f, 16.1f);
        assertThat(Logistic.chance(Float.NaN)).isNaN();
        assertThat(Logistic.loss(Float.NaN)).isNaN();
    }

    @Test
    void zeroIsAHalf() {
        assertThat(Logistic.chance(0)).isEqualTo(0.5f);
        assertThat(Logistic.loss(0)).isCloseTo((float) Math.log(2), within(1e-7f));
    }
}
