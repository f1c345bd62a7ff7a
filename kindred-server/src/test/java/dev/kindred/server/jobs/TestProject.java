package dev.kindred.server.jobs;

import dev.kindred.store.Event;
import dev.kindred.store.Project;
import dev.kindred.store.Store;
import dev.kindred.store.WriteMode;
import dev.kindred.store.sql.Stores;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A real SQLite store in a folder, with a clock that tests move. */
public final class TestProject implements AutoCloseable {
    public static final long START = 1_700_000_000_000L;

    public final AtomicLong now = new AtomicLong(START);
    public final Clock clock =
            new Clock() {
                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return Instant.ofEpochMilli(now.get());
                }
            };
    public final Store store;
    public final Project project;

    public TestProject(Path folder) {
        store = Stores.open("sqlite", folder, clock);
        project = store.project(Store.DEFAULT_PROJECT);
    }

    public void event(String user, String item, String type, double value) {
        project.events()
                .append(List.of(Event.of(user, item, type, value, now.get())), WriteMode.ADD);
    }

    /** Moves the clock. */
    public void pass(long millis) {
        now.addAndGet(millis);
    }

    @Override
    public void close() {
        store.close();
    }
}
