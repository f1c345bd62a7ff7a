package dev.kindred.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.store.Events.Filter;
import dev.kindred.store.sql.Stores;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process that writes: what it was told to be stored is there, once. */
class DurabilityTest {
    private static final int ROUNDS = 4;

    @TempDir Path folder;

    @Test
    void noAcknowledgedEventIsLostOrStoredTwiceWhenTheProcessIsKilled() throws Exception {
        var random = new Random();
        var acknowledged = new HashSet<String>();
        for (int round = 0; round < ROUNDS; round++) {
            List<String> lines = killedAfter(50 + random.nextInt(400), "round" + round);
            assertThat(acknowledged.addAll(lines)).isTrue();
            try (Store store = Stores.open("sqlite", folder, Clock.systemUTC())) {
                check(store.project(Store.DEFAULT_PROJECT).events(), acknowledged, lines);
            }
        }
    }

    private static void check(Events events, HashSet<String> acknowledged, List<String> lines) {
        List<StoredEvent> stored = events.list(Filter.ALL, 0, Integer.MAX_VALUE);
        var ids = new HashSet<String>();
        for (StoredEvent one : stored) {
            assertThat(ids.add(one.event().id())).as("once: %s", one).isTrue();
            String[] parts = one.event().id().split(" ");
            assertThat(one.event())
                    .as("whole")
                    .isEqualTo(DurableWriter.event(parts[0], Integer.parseInt(parts[1])));
        }
        assertThat(ids).containsAll(acknowledged);
        // A killed process may have stored what it had no time to acknowledge: one per thread.
        assertThat(ids.size() - acknowledged.size())
                .isLessThanOrEqualTo(DurableWriter.THREADS * ROUNDS);
        var again = new ArrayList<Event>();
        for (String id : lines) {
            String[] parts = id.split(" ");
            again.add(DurableWriter.event(parts[0], Integer.parseInt(parts[1])));
        }
        assertThat(events.append(again, WriteMode.ADD).accepted()).as("sent again").isZero();
    }

    /** The ids that the process acknowledged until it was killed, some lines after the count. */
    private List<String> killedAfter(int count, String prefix) throws IOException {
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                DurableWriter.class.getName(),
                                folder.toString(),
                                prefix)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        var lines = new ArrayList<String>();
        try (var out =
                new BufferedReader(
                        new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();
            while (line != null) {
                lines.add(line);
                if (lines.size() == count) {
                    child.toHandle().destroyForcibly(); // SIGKILL; what it wrote stays readable
                }
                line = out.readLine();
            }
        } finally {
            child.destroyForcibly();
        }
        assertThat(lines).as("lines of the process").hasSizeGreaterThanOrEqualTo(count);
        return lines;
    }
}
