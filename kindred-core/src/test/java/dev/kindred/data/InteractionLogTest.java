package dev.kindred.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InteractionLogTest {
    @Test
    void interactionsComeBackInTheirOrder() {
        var all = new ArrayList<Interaction>();
        for (int k = 0; k < 3000; k++) { // more than the first arrays hold
            all.add(new Interaction("u" + k % 7, "i" + k % 11, k % 2 == 0 ? "view" : "buy", k, -k));
        }
        InteractionLog log = InteractionLog.of(all);
        assertThat(log.size()).isEqualTo(3000);
        assertThat(log).containsExactlyElementsOf(all);
        assertThat(log.types()).containsExactly("view", "buy");
        assertThat(log.users().size()).isEqualTo(7);
        assertThat(log.users().id(log.user(10))).isEqualTo("u3");
        assertThat(log.items().id(log.item(10))).isEqualTo("i10");
        assertThat(log.type(1)).isEqualTo(1);
        assertThat(InteractionLog.of(log)).isSameAs(log);
    }

    @Test
    void theIteratorEnds() {
        var iterator = InteractionLog.of(Interaction.of("u", "i", 1)).iterator();
        iterator.next();
        assertThat(iterator.hasNext()).isFalse();
        assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aValueThatIsNotFiniteIsRefused(double value) {
        assertThatThrownBy(() -> new InteractionLog().add("u", "i", "rating", value, 0))
                .hasMessage("value must be a finite number, but is " + value);
        assertThatThrownBy(() -> Interaction.of("u", "i", value))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBadIdLeavesNoInteraction() {
        var log = new InteractionLog();
        assertThatThrownBy(() -> log.add("u", "", "rating", 1, 0)).hasMessageContaining("empty");
        assertThatThrownBy(() -> log.add("x".repeat(257), "i", "rating", 1, 0))
                .hasMessageContaining("at most 256 bytes");
        assertThat(log.size()).isZero();
        log.add("v", "i", "rating", 1, 0);
        Dataset data = new DatasetBuilder().build(log);
        assertThat(data.users().ids()).containsExactly("v");
    }

    @Test
    void theHundredAndTwentyEighthTypeIsNoType() {
        var log = new InteractionLog();
        for (int k = 0; k < 127; k++) {
            log.add("u", "i", "type " + k, 1, 0);
        }
        assertThat(log.type(126)).isEqualTo(126);
        assertThatThrownBy(() -> log.add("u", "i", "4711", 1, 0))
                .hasMessageContaining("at most 127 interaction types; \"4711\" is one more");
        assertThat(List.copyOf(log.types())).hasSize(127);
    }
}
