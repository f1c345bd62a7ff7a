package dev.kindred.store.sql;

import dev.kindred.store.Documents;
import dev.kindred.store.Exposures;
import dev.kindred.store.Freshness;
import dev.kindred.store.Idempotency;
import dev.kindred.store.Jobs;
import dev.kindred.store.Models;
import dev.kindred.store.Outcomes;
import dev.kindred.store.Persons;
import dev.kindred.store.Project;
import dev.kindred.store.Series;
import dev.kindred.store.StoreException;
import dev.kindred.store.StoreException.Reason;
import dev.kindred.store.Users;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A project: its number in the tables, and its parts. */
final class SqlProject implements Project {
    final Database database;
    final long number;
    private final String id;

    private static final String VERSIONS =
            "select p.last_sequence, p.deletions, p.catalogue, p.documents, a.version from projects p left join active_models a on a.project = p.number";

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
                number,
                rows,
                connection -> {
                    requireThere(connection);
                    database.changed(number);
                    return work.on(connection);
                });
    }

    <T extends @Nullable Object> T write(Sql.Work<T> work) {
        return write(1, work);
    }

    /** Locks the project as well: the writes of other processes to it wait until the end. */
    private void requireThere(Connection connection) throws SQLException {
        String there = "select number from projects where number = ?" + database.dialect.lock;
        if (Sql.number(connection, there, number) == 0) {
            throw gone();
        }
    }

    private StoreException gone() {
        return new StoreException(Reason.NOT_FOUND, "there is no project \"%s\"".formatted(id));
    }

    @Override
    public Versions versions() {
        return known().versions();
    }

    private VersionMemory.Known known() {
        return database.versions(number, () -> database.read(this::known));
    }

    private VersionMemory.Known known(Connection connection) throws SQLException {
        VersionMemory.Known known =
                Sql.one(connection, row -> known(row), VERSIONS + " where p.number = ?", number);
        if (known == null) {
            throw gone();
        }
        return known;
    }

    private static VersionMemory.Known known(ResultSet row) throws SQLException {
        var versions = new Versions(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
        return new VersionMemory.Known(versions, row.getLong(5));
    }

    @Override
    public Freshness freshness(String user) {
        VersionMemory.Known known = known();
        return new Freshness(
                known.model(),
                known.versions().catalogue(),
                known.versions().documents(),
                events().version(user));
    }

    @Override
    public SqlEvents events() {
        return new SqlEvents(this);
    }

    @Override
    public Users users() {
        return new SqlUsers(this);
    }

    @Override
    public SqlItems items() {
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

    @Override
    public Exposures exposures() {
        return new SqlExposures(this);
    }

    @Override
    public Outcomes outcomes() {
        return new SqlOutcomes(this);
    }

    @Override
    public Series series() {
        return new SqlSeries(this);
    }
}
