package dev.kindred.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.store.Events.Filter;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HistorySpeedTest {
    /**
     * Going through the log of 40,000 events 600 times takes many seconds; the index, less than
     * one.
     */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void aHistoryIsReadByItsIndexAndNotFromTheWholeLog(Engine engine) {
        Events events = engine.newProject().events();
        var batch = new ArrayList<Event>();
        for (int k = 0; k < 40_000; k++) {
            batch.add(Event.of("u" + k % 4000, "i" + k % 4001, "view", 1, k));
        }
        events.append(batch, WriteMode.ADD);
        long start = System.nanoTime();
        for (int user = 0; user < 200; user++) {
            assertThat(events.history("u" + user, 100)).hasSize(10);
            assertThat(events.list(Filter.user("u" + user), 0, 100)).hasSize(10);
            assertThat(events.list(new Filter(null, "i" + user, "view"), 0, 100)).isNotEmpty();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }
}
