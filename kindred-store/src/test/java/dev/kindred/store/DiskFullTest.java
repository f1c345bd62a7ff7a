package dev.kindred.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.store.Events.Filter;
import dev.kindred.store.StoreException.Reason;
import dev.kindred.store.sql.Stores;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that may not grow: SQLite itself refuses, as it does when the disk is full. */
class DiskFullTest {
    private static final String URL = "sqlite?max_page_count=300"; // 1.2 MB

    @TempDir Path folder;
    private Store store;
    private Project project;
    private Events events;

    @BeforeEach
    void open() {
        store = Stores.open(URL, folder, Clock.systemUTC());
        project = store.project(Store.DEFAULT_PROJECT);
        events = project.events();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static List<Event> batch(int number) {
        var batch = new ArrayList<Event>();
        for (int k = 0; k < 200; k++) {
            String id = number + "-" + k;
            batch.add(Event.of("u" + number, "item " + k, "view", k, k).withId(id));
        }
        return batch;
    }

    /** Stores batches until one is refused; how many were stored. */
    private int fill() {
        for (int stored = 0; stored < 1000; stored++) {
            try {
                events.append(batch(stored), WriteMode.ADD);
            } catch (StoreException e) {
                assertThat(e.reason()).isEqualTo(Reason.FULL);
                assertThat(e).hasMessageContaining("Maybe free some space");
                return stored;
            }
        }
        throw new AssertionError("it never became full");
    }

    private void assertFull(Runnable write) {
        assertThatThrownBy(write::run)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.FULL));
    }

    @Test
    void writesAreRefusedWholeReadsGoOnAndWritesResumeOnceThereIsRoom() {
        int stored = fill();
        assertThat(stored).isGreaterThan(5);
        assertFull(() -> events.append(batch(stored), WriteMode.ADD));
        assertThat(events.count()).as("all or none of each batch").isEqualTo(stored * 200L);
        assertThat(events.history("u0", 500)).hasSize(200);
        assertThat(project.freshness("u0").history().sequence()).isEqualTo(200);
        assertThat(events.interactions().size()).isEqualTo(stored * 200);

        for (int k = 0; k < 4; k++) {
            assertThat(events.delete(Filter.user("u" + k))).isEqualTo(200);
        }

        events.append(batch(stored), WriteMode.ADD);
        assertThat(events.count()).isEqualTo((stored - 3) * 200L);
        store.close();
        open();
        assertThat(events.count()).as("after a restart").isEqualTo((stored - 3) * 200L);
    }

    @Test
    void aWriteThatIsRefusedTakesNoSmallOneWithIt() throws Exception {
        int stored = fill();
        events.delete(new Filter("u0", "item 0", null)); // a little room
        var done = new AtomicInteger();
        var writes = new ArrayList<Callable<Boolean>>();
        for (int k = 0; k < 20; k++) {
            int number = k;
            writes.add(() -> number % 2 == 0 ? big(stored + number) : small(number, done));
        }
        var pool = Executors.newFixedThreadPool(writes.size());
        try {
            for (var write : pool.invokeAll(writes)) {
                assertThat(write.get()).isTrue();
            }
        } finally {
            pool.shutdown();
        }
        assertThat(events.count()).isEqualTo(stored * 200L - 1 + done.get());
        store.ping();
    }

    private boolean big(int number) {
        assertFull(() -> events.append(batch(number), WriteMode.ADD));
        return true;
    }

    /** Stored or refused for the same reason, but never anything else. */
    private boolean small(int number, AtomicInteger done) {
        try {
            events.append(List.of(Event.of("u1", "item 1", "buy", 1, number)), WriteMode.ADD);
            done.incrementAndGet();
            return true;
        } catch (StoreException e) {
            return e.reason() == Reason.FULL;
        }
    }

    @Test
    void exposuresWaitUntilThereIsRoom() {
        fill();
        String items = "x".repeat(200);
        for (int k = 0; k < 200; k++) {
            Exposure one = Exposure.of("r" + k, "u", k, "p", 1, List.of(items + k));
            assertThat(project.exposures().offer(one)).isTrue();
        }
        for (int k = 0; k < 4; k++) {
            events.delete(Filter.user("u" + k));
        }
        project.exposures().flush();
        assertThat(project.exposures().dropped()).isZero();
        assertThat(project.exposures().of("r199")).hasSize(1);
    }
}
