package dev.kindred.store.sql;

import dev.kindred.store.Ids;
import dev.kindred.store.Projects;
import dev.kindred.store.StoreException;
import dev.kindred.store.StoreException.Reason;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class SqlProjects implements Projects {
    /** The tables whose rows belong to a project. */
    static final List<String> TABLES =
            List.of(
                    "events",
                    "rewrites",
                    "users",
                    "items",
                    "deleted_items",
                    "erased",
                    "models",
                    "active_models",
                    "documents",
                    "jobs",
                    "idempotency",
                    "exposures",
                    "assignments",
                    "outcomes",
                    "outcome_sums",
                    "arms",
                    "looks",
                    "readers",
                    "series",
                    "api_keys");

    private final Database database;

    SqlProjects(Database database) {
        this.database = database;
    }

    void createIfMissing(String id) {
        if (get(id) == null) {
            database.write(connection -> insert(connection, id, id));
        }
    }

    @Override
    public Info create(String id, String name) {
        Ids.checkProject(id);
        Ids.checkText("name", name);
        return database.write(
                connection -> {
                    if (insert(connection, id, name) == 0) {
                        throw new StoreException(
                                Reason.CONFLICT, "there is a project \"%s\" already".formatted(id));
                    }
                    return new Info(id, name, database.now());
                });
    }

    private int insert(Connection connection, String id, String name) throws SQLException {
        return Sql.update(
                connection,
                "insert into projects (id, name, created, token) values (?, ?, ?, ?) on conflict do nothing",
                id,
                name,
                database.now(),
                Tokens.random(12));
    }

    @Override
    public @Nullable Info get(String id) {
        return database.read(
                connection ->
                        Sql.one(
                                connection,
                                SqlProjects::info,
                                "select id, name, created from projects where id = ?",
                                id));
    }

    @Override
    public List<Info> list() {
        return database.read(
                connection ->
                        Sql.list(
                                connection,
                                SqlProjects::info,
                                "select id, name, created from projects order by id"));
    }

    private static Info info(ResultSet row) throws SQLException {
        return new Info(row.getString(1), row.getString(2), row.getLong(3));
    }

    @Override
    public boolean delete(String id) {
        boolean deleted = database.write(connection -> delete(connection, id));
        if (deleted) {
            new ProjectFiles(database.folder, id).deleteAll();
            database.forget();
        }
        return deleted;
    }

    private boolean delete(Connection connection, String id) throws SQLException {
        long number = Sql.number(connection, "select number from projects where id = ?", id);
        database.changed(number);
        for (String table : TABLES) {
            Sql.update(connection, "delete from " + table + " where project = ?", number);
        }
        return Sql.update(connection, "delete from projects where number = ?", number) == 1;
    }
}
