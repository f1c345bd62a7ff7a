package dev.kindred.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
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

    private static InteractionLog.Columns columns(int user, int item, int type, double value) {
        return new InteractionLog.Columns(
                new int[] {user},
                new int[] {item},
                new byte[] {(byte) type},
                new double[] {value},
                new long[] {7});
    }

    @Test
    void aLogOfColumnsIsTheLogOfItsInteractionsAndGoesOn() {
        IdIndex users = IdIndex.of("a", "b");
        IdIndex items = IdIndex.of("x");
        var log =
                InteractionLog.ofColumns(
                        users, items, List.of("view", "buy"), columns(1, 0, 1, 2.5));
        log.add("c", "x", "view", 1, 8);
        assertThat(log)
                .containsExactly(
                        new Interaction("b", "x", "buy", 2.5, 7),
                        new Interaction("c", "x", "view", 1, 8));
        assertThat(log.users().ids()).containsExactly("a", "b", "c");
        assertThat(users.size()).as("the index given is untouched").isEqualTo(2);
    }

    @Test
    void columnsThatNameMissingRowsOrDifferInLengthAreRefused() {
        IdIndex one = IdIndex.of("a");
        List<String> types = List.of("view");
        for (var bad :
                List.of(
                        columns(1, 0, 0, 1),
                        columns(0, -1, 0, 1),
                        columns(0, 0, 1, 1),
                        columns(0, 0, 0, Double.NaN),
                        new InteractionLog.Columns(
                                new int[1], new int[1], new byte[1], new double[1], new long[2]))) {
            assertThatThrownBy(() -> InteractionLog.ofColumns(one, one, types, bad))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void onlyKeepsTheChosenInteractionsWithTheirRows() {
        var a = new Interaction("u", "i", "view", 1, 1);
        var b = new Interaction("v", "j", "buy", 2, 2);
        var c = new Interaction("u", "j", "view", 3, 3);
        InteractionLog log = InteractionLog.of(a, b, c);
        InteractionLog some = log.only(BitSet.valueOf(new long[] {0b1_1010}));
        assertThat(some).containsExactly(b);
        assertThat(some.user(0)).isEqualTo(log.user(1));
        assertThat(log).containsExactly(a, b, c);
        assertThat(log.columns().value()).containsExactly(1, 2, 3);
    }
}
