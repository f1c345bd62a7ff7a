package dev.kindred.store.sql;

import dev.kindred.store.Jobs;
import dev.kindred.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the other processes that share the database that this one is alive. */
final class Heartbeat implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Heartbeat.class);
    private static final long EVERY = Jobs.LEASE / 6;

    private final Database database;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(Heartbeat::thread);

    /** Tells those who start in the same folder after this process was killed; null on SQLite. */
    private final @Nullable ProcessMark mark;

    /** Starts to beat. With SQLite, where nobody else can be alive, once is enough. */
    Heartbeat(Database database) {
        this.database = database;
        if (database.dialect == Dialect.SQLITE) {
            database.write(Heartbeat::forgetOthers);
            beat(Long.MAX_VALUE);
            mark = null;
        } else {
            ProcessMark.dead(database.folder).forEach(this::bury);
            mark = ProcessMark.take(database.folder, database.process);
            beat(database.now());
            timer.scheduleAtFixedRate(this::beatOn, EVERY, EVERY, TimeUnit.MILLISECONDS);
        }
    }

    /** Whoever had the store before has ended, and answers no request any more. */
    private static int forgetOthers(Connection connection) throws SQLException {
        Sql.update(connection, "delete from idempotency where status is null");
        return Sql.update(connection, "delete from processes");
    }

    /** A process of this folder was killed: there is no need to wait until its lease is over. */
    private void bury(String process) {
        database.write(
                connection ->
                        Sql.update(connection, "delete from processes where id = ?", process));
        ProcessMark.remove(database.folder, process);
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "kindred-store-heartbeat");
        thread.setDaemon(true);
        return thread;
    }

    private void beat(long time) {
        database.write(
                connection ->
                        Sql.update(
                                connection,
                                "insert into processes (id, heartbeat) values (?, ?) on conflict (id) do update set heartbeat = excluded.heartbeat",
                                database.process,
                                time));
    }

    private void beatOn() {
        try {
            beat(database.now());
        } catch (StoreException e) {
            LOGGER.warn("No sign of life could be stored: {}", e.getMessage());
        }
    }

    /** Jobs that still run are interrupted from now on. */
    @Override
    public void close() {
        timer.shutdownNow();
        try {
            database.write(
                    connection ->
                            Sql.update(
                                    connection,
                                    "delete from processes where id = ?",
                                    database.process));
        } catch (StoreException e) {
            LOGGER.warn("The end of this process could not be stored: {}", e.getMessage());
        } finally {
            if (mark != null) {
                mark.close();
            }
        }
    }
}
