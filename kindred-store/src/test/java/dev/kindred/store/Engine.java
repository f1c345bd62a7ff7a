package dev.kindred.store;

import dev.kindred.store.sql.Stores;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The databases that every contract test runs on, each really running. */
public enum Engine {
    SQLITE {
        @Override
        public String newUrl() {
            return "sqlite";
        }
    },
    POSTGRESQL {
        @Override
        public String newUrl() {
            return Postgres.newDatabase();
        }
    };

    private static final AtomicInteger PROJECTS = new AtomicInteger();
    private @Nullable Store shared;
    private @Nullable Path folder;
    public final TestClock clock = new TestClock();

    /** The address of a database that is empty (for SQLite: if the folder is). */
    public abstract String newUrl();

    /** One store for all tests of this process; each takes a project of its own. */
    public synchronized Store store() {
        if (shared == null) {
            try {
                folder = Files.createTempDirectory("kindred-store");
                shared = Stores.open(newUrl(), folder, clock);
                if (this == SQLITE) {
                    Runtime.getRuntime().addShutdownHook(new Thread(this::remove));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return shared;
    }

    private synchronized void remove() {
        if (shared == null) {
            return;
        }
        shared.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path folder() {
        store();
        return folder;
    }

    public Project newProject() {
        String id = "p" + PROJECTS.incrementAndGet();
        store().projects().create(id, "Test " + id);
        return store().project(id);
    }

    /** One PostgreSQL for all tests of this process. */
    private static final class Postgres {
        private static final AtomicInteger DATABASES = new AtomicInteger();
        private static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server =
                        EmbeddedPostgres.builder()
                                .setServerConfig("max_connections", "100")
                                .start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void stop(EmbeddedPostgres server) {
            POSTGRESQL.remove();
            try {
                server.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        static String newDatabase() {
            String name = "kindred" + DATABASES.incrementAndGet();
            try (var connection = SERVER.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("create database " + name);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return "postgresql://postgres:postgres@localhost:%d/%s"
                    .formatted(SERVER.getPort(), name);
        }
    }
}
