package dev.kindred.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.store.Events.Filter;
import java.util.ArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HistoryTest {
    /** User u has the events u, u + 400, u + 800 ...; item i has i, i + 401 ... of the 4,000. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void historiesOfManyUsersAreToldApart(Engine engine) {
        Events events = engine.newProject().events();
        var batch = new ArrayList<Event>();
        for (int k = 0; k < 4_000; k++) {
            batch.add(Event.of("u" + k % 400, "i" + k % 401, "view", 1, k));
        }
        events.append(batch, WriteMode.ADD);
        for (int user = 0; user < 20; user++) {
            String id = "u" + user;
            assertThat(events.history(id, 100))
                    .hasSize(10)
                    .allMatch(e -> e.event().user().equals(id));
            assertThat(events.list(Filter.user(id), 0, 100)).hasSize(10);
            // 4,000 = 9 x 401 + 391: the first 391 items have ten events
            assertThat(events.list(new Filter(null, "i" + user, "view"), 0, 100)).hasSize(10);
        }
    }
}
