package dev.kindred.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.data.Interaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Engine.class)
class RetentionContractTest {
    @Parameter Engine engine;
    private Events events;

    @BeforeEach
    void freshProject() {
        events = engine.newProject().events();
    }

    private List<Interaction> counting() {
        var all = new ArrayList<Interaction>();
        events.interactions().forEach(all::add);
        return all;
    }

    @Test
    void whatIsOlderGoesInManyStretchesAndTheSnapshotWithIt() {
        var batch = new ArrayList<Event>();
        for (int k = 0; k < 25_000; k++) {
            batch.add(Event.of("u" + k % 100, "i" + k % 7, "view", 1, k % 1000));
        }
        batch.add(Event.of("u", "i", "view", 1, Interaction.NO_TIME));
        events.append(batch, WriteMode.ADD);
        assertThat(counting()).hasSize(25_001);
        Events.HistoryVersion before = events.version("u1");

        assertThat(events.deleteBefore(400)).isEqualTo(10_000);

        assertThat(events.count()).isEqualTo(15_001);
        assertThat(counting())
                .hasSize(15_001)
                .allMatch(one -> one.time() >= 400 || one.time() == Interaction.NO_TIME);
        assertThat(events.version("u1")).isNotEqualTo(before);
        assertThat(events.deleteBefore(400)).isZero();
    }

    @Test
    void whatAnOldEventOverwroteDoesNotCountAgain() {
        events.append(List.of(Event.of("u", "i", "view", 1, 90)), WriteMode.ADD);
        events.append(List.of(Event.of("u", "j", "view", 2, 90)), WriteMode.ADD);
        events.append(List.of(Event.of("u", "i", "view", 3, 10)), WriteMode.SET);
        events.append(List.of(Event.of("u", "i", "view", 4, 95)), WriteMode.ADD);
        // of i only 3 and 4 count; 3 is old
        assertThat(events.deleteBefore(50)).as("3, and 1 with it").isEqualTo(2);
        assertThat(events.history("u", 9))
                .extracting(e -> e.event().value())
                .containsExactly(2.0, 4.0);
    }

    @Test
    void whatCountsAfterwardsIsWhatCountedBeforeWithoutTheOld() {
        var random = new Random(3);
        for (int k = 0; k < 300; k++) {
            WriteMode mode = random.nextInt(4) == 0 ? WriteMode.SET : WriteMode.ADD;
            String user = "u" + random.nextInt(5);
            String item = "i" + random.nextInt(5);
            events.append(List.of(Event.of(user, item, "view", k, random.nextInt(100))), mode);
        }
        List<Interaction> before = counting();
        events.deleteBefore(40);
        assertThat(counting()).isEqualTo(before.stream().filter(one -> one.time() >= 40).toList());
    }
}
