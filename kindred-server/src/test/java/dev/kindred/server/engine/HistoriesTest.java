package dev.kindred.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.server.pipeline.PipelineSpec;
import dev.kindred.server.pipeline.PipelineSpec.EventType;
import dev.kindred.store.Events.HistoryVersion;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HistoriesTest {
    private static final IdIndex ITEMS = IdIndex.of("a", "b", "c", "d", "e");
    private static final EventMeaning MEANING =
            new EventMeaning(
                    new PipelineSpec.Events(
                            Map.of(
                                    "view", new EventType(1, false),
                                    "buy", new EventType(5, false),
                                    "hate", new EventType(2, true)),
                            0));

    private static Person.Past past(long sequence, String item, String type, double value) {
        return new Person.Past(sequence, item, type, value, 100 + sequence);
    }

    private static Histories.Told told(
            long last, List<String> session, int length, Person.Past... events) {
        var person = new Person("u", new HistoryVersion(9, 0), List.of(events), Map.of());
        return Histories.read(person, 3, ITEMS, MEANING, last, session, 4, length);
    }

    @Test
    void addsUpWeightedValuesAndPutsTheLatestLast() {
        Histories.Told told =
                told(
                        Long.MAX_VALUE,
                        List.of(),
                        10,
                        past(1, "a", "view", 1),
                        past(2, "b", "view", 2),
                        past(3, "a", "buy", 1),
                        past(4, "unknown", "buy", 1),
                        past(5, "c", "open", 1));

        History history = told.history();
        assertThat(history.items()).containsExactly(1, 0); // b, then a
        assertThat(history.value(0)).isEqualTo(2);
        assertThat(history.value(1)).isEqualTo(6); // 1 * 1 + 5 * 1
        assertThat(history.time(1)).isEqualTo(103);
        assertThat(history.user()).isEqualTo(3);
        assertThat(told.older()).as("its type has no weight").containsExactly(2);
    }

    @Test
    void takesOutWhatIsDisliked() {
        Histories.Told told =
                told(
                        Long.MAX_VALUE,
                        List.of("d", "a"),
                        10,
                        past(1, "a", "buy", 1),
                        past(2, "a", "hate", 1),
                        past(3, "b", "view", 1));

        assertThat(told.history().items()).containsExactly(1, 3); // b, and d of the session
        assertThat(told.history().value(1)).isEqualTo(4);
        assertThat(told.disliked()).containsExactly(0);
        assertThat(told.older()).isEmpty();
    }

    @Test
    void followsTheLatestAndRemembersTheOthers() {
        Histories.Told told =
                told(
                        2,
                        List.of(),
                        1,
                        past(1, "a", "view", 1),
                        past(2, "b", "view", 1),
                        past(3, "c", "view", 1));

        assertThat(told.history().items()).containsExactly(1);
        assertThat(told.older()).containsExactlyInAnyOrder(0, 2);
    }

    @Test
    void cutsAwayWhatAModelDoesNotKnow() {
        History history = History.of(7, new int[] {4, 1, 3}, new double[] {1, 2, 3}, new long[3]);

        assertThat(Histories.below(history, 5)).isSameAs(history);
        History cut = Histories.below(history, 4);
        assertThat(cut.items()).containsExactly(1, 3);
        assertThat(cut.value(1)).isEqualTo(3);
        assertThat(cut.user()).isEqualTo(7);
    }
}
