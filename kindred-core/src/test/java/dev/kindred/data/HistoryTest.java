package dev.kindred.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final History SAMPLE =
            History.of(7, new int[] {5, 2, 9}, new double[] {1, -1, 3}, new long[] {10, 20, 30});

    @Test
    void holdsEventsInOrder() {
        assertThat(SAMPLE.user()).isEqualTo(7);
        assertThat(SAMPLE.size()).isEqualTo(3);
        assertThat(SAMPLE.item(1)).isEqualTo(2);
        assertThat(SAMPLE.value(1)).isEqualTo(-1);
        assertThat(SAMPLE.time(1)).isEqualTo(20);
        assertThat(SAMPLE.find(9)).isEqualTo(2);
        assertThat(SAMPLE.find(3)).isEqualTo(-1);
        assertThat(SAMPLE).hasToString("History[user=7, items=[5, 2, 9], values=[1.0, -1.0, 3.0]]");
    }

    @Test
    void aGuestHasNoRowAndNoTimes() {
        History guest = History.of(4, 3);
        assertThat(guest.user()).isEqualTo(History.UNKNOWN_USER);
        assertThat(guest.value(1)).isEqualTo(1);
        assertThat(guest.time(1)).isEqualTo(Interaction.NO_TIME);
        assertThat(History.EMPTY.isEmpty()).isTrue();
        assertThat(History.of().isEmpty()).isTrue();
    }

    @Test
    void withoutAnItemKeepsTheRest() {
        History rest = SAMPLE.without(2);
        assertThat(rest.items()).containsExactly(5, 9);
        assertThat(rest.value(1)).isEqualTo(3);
        assertThat(rest.time(1)).isEqualTo(30);
        assertThat(rest.user()).isEqualTo(7);
        assertThat(SAMPLE.without(4)).isSameAs(SAMPLE);
        assertThat(SAMPLE.without(5).without(2).without(9).isEmpty()).isTrue();
    }

    @Test
    void positiveKeepsWhatWasLiked() {
        assertThat(SAMPLE.positive().items()).containsExactly(5, 9);
        assertThat(SAMPLE.positive().time(1)).isEqualTo(30);
        assertThat(SAMPLE.positive().user()).isEqualTo(7);
        assertThat(History.of(1, 2).positive().size()).isEqualTo(2);
        assertThat(History.of(new int[] {1}, new double[] {0}).positive().isEmpty()).isTrue();
    }

    @Test
    void theItemsAreACopy() {
        SAMPLE.items()[0] = 99;
        assertThat(SAMPLE.item(0)).isEqualTo(5);
    }

    @Test
    void arraysOfOtherLengthsAreRefused() {
        assertThatThrownBy(() -> History.of(new int[2], new double[1]))
                .hasMessage("values must have length 2, but has 1");
        assertThatThrownBy(() -> History.of(0, new int[1], new double[1], new long[2]))
                .hasMessage("times must have length 1, but has 2");
    }

    @Test
    void attributesStayWhereEventsAreTakenOut() {
        AttributeRow age = AttributeRow.of(Map.of("age", List.of("25")));
        History history = History.of(new int[] {1, 2}, new double[] {1, -1}).withAttributes(age);
        assertThat(history.attributes()).isEqualTo(age);
        assertThat(history.without(1).attributes()).isEqualTo(age);
        assertThat(history.positive().attributes()).isEqualTo(age);
        assertThat(History.of(1).attributes()).isEqualTo(AttributeRow.NONE);
    }
}
