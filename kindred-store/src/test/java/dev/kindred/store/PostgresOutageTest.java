package dev.kindred.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.store.StoreException.Reason;
import dev.kindred.store.sql.Stores;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL that really stops and comes back. */
class PostgresOutageTest {
    @TempDir Path folder;

    private EmbeddedPostgres server(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("pg"))
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }

    private static Event event(int k) {
        return Event.of("u", "i" + k, "view", 1, k).withId("e" + k);
    }

    private static void assertUnavailable(Runnable call) {
        long start = System.nanoTime();
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void callsFailInBoundedTimeWhileItIsDownAndNothingIsLostWhenItIsBack() throws IOException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        EmbeddedPostgres server = server(port);
        String url = "postgresql://postgres:postgres@localhost:%d/postgres".formatted(port);
        try (Store store = Stores.open(url, folder, Clock.systemUTC())) {
            Events events = store.project(Store.DEFAULT_PROJECT).events();
            events.append(List.of(event(1)), WriteMode.ADD);
            server.close();

            assertUnavailable(() -> events.append(List.of(event(2)), WriteMode.ADD));
            assertUnavailable(store::ping);

            server = server(port);
            List<Event> again = List.of(event(1), event(2), event(3));
            assertThat(events.append(again, WriteMode.ADD).accepted()).isEqualTo(2);
            assertThat(events.history("u", 9))
                    .extracting(one -> one.event().item())
                    .containsExactly("i1", "i2", "i3");
        } finally {
            server.close();
        }
    }
}
