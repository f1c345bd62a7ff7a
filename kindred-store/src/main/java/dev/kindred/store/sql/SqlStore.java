package dev.kindred.store.sql;

import dev.kindred.store.Audit;
import dev.kindred.store.Backup;
import dev.kindred.store.Keys;
import dev.kindred.store.Project;
import dev.kindred.store.Store;
import dev.kindred.store.StoreException;
import dev.kindred.store.StoreException.Reason;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

final class SqlStore implements Store {
    private final Database database;
    private final Heartbeat heartbeat;
    private final AtomicBoolean closed = new AtomicBoolean();

    SqlStore(Database database) {
        this.database = database;
        try {
            projects().createIfMissing(DEFAULT_PROJECT);
            this.heartbeat = new Heartbeat(database);
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    @Override
    public SqlProjects projects() {
        return new SqlProjects(database);
    }

    @Override
    public Project project(String id) {
        Long number =
                database.read(
                        connection ->
                                Sql.one(
                                        connection,
                                        row -> row.getLong(1),
                                        "select number from projects where id = ?",
                                        id));
        if (number == null) {
            throw new StoreException(Reason.NOT_FOUND, "there is no project \"%s\"".formatted(id));
        }
        return new SqlProject(database, number, id);
    }

    @Override
    public Keys keys() {
        return new SqlKeys(database);
    }

    @Override
    public Audit audit() {
        return new SqlAudit(database);
    }

    @Override
    public Backup backup(Path file) {
        return new BackupWriter(database).write(file);
    }

    @Override
    public void ping() {
        database.read(connection -> Sql.number(connection, "select 1"));
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            heartbeat.close();
            database.close();
        }
    }
}
