package dev.kindred.store.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.kindred.store.Events.HistoryVersion;
import dev.kindred.store.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Connections to the database: several that read, one that writes. */
final class Database implements AutoCloseable {
    private static final int CONNECT_MILLIS = 5000;
    private static final int MOST_READS = 2;

    final Dialect dialect;
    final Path folder;
    final Clock clock;

    /** Names this process among those that share the database. */
    final String process = Tokens.random(12);

    private final AutoCloseable lock;
    private final HikariDataSource readers;
    private final HikariDataSource writers;
    private final GroupCommit commits;
    private final ExposureQueue exposures;

    /** Of versions; null where other processes may write as well. */
    private final @Nullable VersionMemory memory;

    Database(Dialect dialect, Path folder, Clock clock, Sources sources) {
        this.dialect = dialect;
        this.folder = folder;
        this.clock = clock;
        this.lock = sources.lock();
        this.readers = pool("kindred-readers", sources.reading(), sources.readers());
        this.writers = pool("kindred-writer", sources.writing(), 1);
        this.memory = dialect == Dialect.SQLITE ? new VersionMemory() : null;
        this.commits = new GroupCommit(writers, this::forgetChanged);
        this.exposures = new ExposureQueue(this);
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

    /** Runs a read; once more, on a new connection, if its own turns out to be broken. */
    <T extends @Nullable Object> T read(Sql.Work<T> work) {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = readers.getConnection()) {
                return work.on(connection);
            } catch (SQLException e) {
                if (attempt == MOST_READS || !Dialect.isBroken(e)) {
                    throw Dialect.translate(e);
                }
                forgetReaders();
            }
        }
    }

    /** All connections were to the server that is gone: the next one is opened anew. */
    private void forgetReaders() {
        readers.getHikariPoolMXBean().softEvictConnections();
    }

    /** A connection that answers; work that hands out what it reads cannot be done twice. */
    private Connection checkedReader() throws SQLException {
        Connection connection = readers.getConnection();
        if (dialect == Dialect.SQLITE || connection.isValid(CONNECT_MILLIS / 1000)) {
            return connection;
        }
        readers.evictConnection(connection);
        forgetReaders();
        return readers.getConnection();
    }

    /** Runs queries that all see the database as it is at one moment. */
    <T> T readSnapshot(Sql.Work<T> work) {
        try (Connection connection = checkedReader()) {
            if (dialect == Dialect.POSTGRESQL) {
                connection.setReadOnly(true);
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            }
            connection.setAutoCommit(false);
            T result = work.on(connection);
            connection.rollback();
            return result;
        } catch (SQLException e) {
            throw Dialect.translate(e);
        }
    }

    /** Runs a write of a few rows; see {@link GroupCommit}. */
    <T extends @Nullable Object> T write(Sql.Work<T> work) {
        return commits.write(0, 1, work);
    }

    <T extends @Nullable Object> T write(long project, int rows, Sql.Work<T> work) {
        return commits.write(project, rows, work);
    }

    /** What was shown, on its way to the database. */
    ExposureQueue exposures() {
        return exposures;
    }

    /** Versions of a project, from memory where that is right. */
    VersionMemory.Known versions(long project, Supplier<VersionMemory.Known> reading) {
        return memory == null ? reading.get() : memory.project(project, reading);
    }

    HistoryVersion history(long project, String user, Supplier<HistoryVersion> reading) {
        return memory == null ? reading.get() : memory.user(project, user, reading);
    }

    /** To be called by every write: the project's versions may be others once it is done. */
    void changed(long project) {
        if (memory != null) {
            memory.changed(project);
        }
    }

    /** To be called by every write that changes the version of a user. */
    void changed(long project, String user) {
        if (memory != null) {
            memory.changed(project, user);
        }
    }

    private void forgetChanged() {
        if (memory != null) {
            memory.forgetChanged();
        }
    }

    /** Empties SQLite's journal, which still holds what was deleted; nothing on PostgreSQL. */
    void forget() {
        if (dialect == Dialect.SQLITE) {
            read(connection -> Sql.list(connection, row -> 0, "pragma wal_checkpoint(truncate)"));
        }
    }

    @Override
    public void close() {
        exposures.close();
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
