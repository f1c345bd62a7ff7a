package dev.kindred.store.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.kindred.store.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Connections to the database: several that read, one that writes. */
final class Database implements AutoCloseable {
    private static final int CONNECT_MILLIS = 5000;

    final Dialect dialect;
    final Path folder;
    final Clock clock;
    private final AutoCloseable lock;
    private final HikariDataSource readers;
    private final HikariDataSource writers;
    private final GroupCommit commits;

    Database(Dialect dialect, Path folder, Clock clock, Sources sources) {
        this.dialect = dialect;
        this.folder = folder;
        this.clock = clock;
        this.lock = sources.lock();
        this.readers = pool("kindred-readers", sources.reading(), sources.readers());
        this.writers = pool("kindred-writer", sources.writing(), 1);
        this.commits = new GroupCommit(writers);
    }

    /**
     * Where connections come from.
     *
     * @param reading connections that read
     * @param writing connections that write
     * @param readers the most that read at once
     * @param lock let go of at the end
     */
    record Sources(DataSource reading, DataSource writing, int readers, AutoCloseable lock) {}

    private static HikariDataSource pool(String name, DataSource source, int size) {
        var config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(source);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(CONNECT_MILLIS);
        config.setValidationTimeout(CONNECT_MILLIS / 2);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    long now() {
        return clock.millis();
    }

    <T extends @Nullable Object> T read(Sql.Work<T> work) {
        try (Connection connection = readers.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw Dialect.translate(e);
        }
    }

    /** Runs a write of a few rows; see {@link GroupCommit}. */
    <T extends @Nullable Object> T write(Sql.Work<T> work) {
        return commits.write(1, work);
    }

    <T extends @Nullable Object> T write(int rows, Sql.Work<T> work) {
        return commits.write(rows, work);
    }

    /** Empties SQLite's journal, which still holds what was deleted; nothing on PostgreSQL. */
    void forget() {
        if (dialect == Dialect.SQLITE) {
            read(connection -> Sql.list(connection, row -> 0, "pragma wal_checkpoint(truncate)"));
        }
    }

    @Override
    public void close() {
        commits.close();
        writers.close();
        readers.close();
        try {
            lock.close();
        } catch (Exception e) {
            throw new StoreException(
                    StoreException.Reason.UNAVAILABLE, "cannot let go of the store's lock", e);
        }
    }
}
