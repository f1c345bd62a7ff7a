package dev.kindred.store.sql;

import dev.kindred.store.Documents;
import dev.kindred.store.Events;
import dev.kindred.store.Idempotency;
import dev.kindred.store.Items;
import dev.kindred.store.Jobs;
import dev.kindred.store.Models;
import dev.kindred.store.Persons;
import dev.kindred.store.Project;
import dev.kindred.store.StoreException;
import dev.kindred.store.StoreException.Reason;
import dev.kindred.store.Users;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A project: its number in the tables, and its parts. */
final class SqlProject implements Project {
    final Database database;
    final long number;
    private final String id;

    SqlProject(Database database, long number, String id) {
        this.database = database;
        this.number = number;
        this.id = id;
    }

    @Override
    public String id() {
        return id;
    }

    ProjectFiles files() {
        return new ProjectFiles(database.folder, id);
    }

    /** Runs a write, unless the project was deleted meanwhile. */
    <T extends @Nullable Object> T write(int rows, Sql.Work<T> work) {
        return database.write(
                rows,
                connection -> {
                    requireThere(connection);
                    return work.on(connection);
                });
    }

    <T extends @Nullable Object> T write(Sql.Work<T> work) {
        return write(1, work);
    }

    private void requireThere(Connection connection) throws SQLException {
        if (Sql.number(connection, "select count(*) from projects where number = ?", number) == 0) {
            throw gone();
        }
    }

    private StoreException gone() {
        return new StoreException(Reason.NOT_FOUND, "there is no project \"%s\"".formatted(id));
    }

    @Override
    public Versions versions() {
        Versions versions =
                database.read(
                        connection ->
                                Sql.one(
                                        connection,
                                        row ->
                                                new Versions(
                                                        row.getLong(1),
                                                        row.getLong(2),
                                                        row.getLong(3)),
                                        "select last_sequence, deletions, catalogue from projects where number = ?",
                                        number));
        if (versions == null) {
            throw gone();
        }
        return versions;
    }

    @Override
    public Events events() {
        return new SqlEvents(this);
    }

    @Override
    public Users users() {
        return new SqlUsers(this);
    }

    @Override
    public Items items() {
        return new SqlItems(this);
    }

    @Override
    public Persons persons() {
        return new SqlPersons(this);
    }

    @Override
    public Models models() {
        return new SqlModels(this);
    }

    @Override
    public Documents documents() {
        return new SqlDocuments(this);
    }

    @Override
    public Jobs jobs() {
        return new SqlJobs(this);
    }

    @Override
    public Idempotency idempotency() {
        return new SqlIdempotency(this);
    }
}
