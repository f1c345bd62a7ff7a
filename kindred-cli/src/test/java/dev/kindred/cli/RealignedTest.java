package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.testkit.Datasets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RealignedTest {
    /** The events of a user as "item value", in event order. */
    private static List<String> events(Dataset data, String user) {
        History history = data.history(data.users().row(user));
        var events = new ArrayList<String>();
        for (int k = 0; k < history.size(); k++) {
            events.add(data.items().id(history.item(k)) + " " + history.value(k));
        }
        return events;
    }

    @Test
    void historiesKeepTheirOrderAndValuesInTheRowsOfTheModel() {
        Dataset data = Datasets.of("u c 3 u a 1 u z 9 u b 2 v a 5");
        IdIndex items = IdIndex.of("a", "b", "c");
        Dataset realigned = Realigned.of(data, items, IdIndex.of());
        assertThat(realigned.items()).isEqualTo(items);
        assertThat(events(realigned, "u")).containsExactly("c 3.0", "a 1.0", "b 2.0");
        assertThat(events(realigned, "v")).containsExactly("a 5.0");
        assertThat(realigned.size()).isEqualTo(4);
    }

    @Test
    void knownUsersKeepTheirRowsAndNewOnesComeBehind() {
        Dataset realigned =
                Realigned.of(Datasets.of("w a 1 v a 2"), IdIndex.of("a"), IdIndex.of("u", "v"));
        assertThat(realigned.users().ids()).containsExactly("u", "v", "w");
        assertThat(events(realigned, "u")).isEmpty();
        assertThat(events(realigned, "v")).containsExactly("a 2.0");
    }

    @Test
    void randomDataComeThroughUnchanged() {
        Dataset data = Datasets.random(3, 20, 30, 300);
        Dataset same = Realigned.of(data, data.items(), data.users());
        assertThat(same.fingerprint()).isEqualTo(data.fingerprint());
    }
}
