package dev.kindred.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.store.StoreException.Reason;
import dev.kindred.store.sql.Stores;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
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

    /** Cut off by the server, as when it restarts, sooner than the pool looks at them again. */
    @Test
    void readsOnConnectionsThatWereCutAreDoneAgainOnNewOnes() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start();
                Store store =
                        Stores.open(
                                "postgresql://postgres:postgres@localhost:%d/postgres"
                                        .formatted(server.getPort()),
                                folder,
                                Clock.systemUTC())) {
            Events events = store.project(Store.DEFAULT_PROJECT).events();
            events.append(List.of(event(1)), WriteMode.ADD);
            for (int round = 0; round < 5; round++) {
                IntStream.range(0, 200).parallel().forEach(k -> events.history("u", 9));
                cut(server);
                assertThat(events.history("u", 9)).hasSize(1);
                IntStream.range(0, 200).parallel().forEach(k -> events.history("u", 9));
                cut(server);
                assertThat(store.backup(folder.resolve("b" + round)).rows())
                        .containsEntry("events", 1L);
            }
        }
    }

    /** Ends every connection of others. */
    private static void cut(EmbeddedPostgres server) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'");
        }
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
