package dev.kindred.store.sql;

import dev.kindred.store.Documents;
import dev.kindred.store.Ids;
import dev.kindred.store.Json;
import dev.kindred.store.StoreException;
import dev.kindred.store.StoreException.Reason;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class SqlDocuments extends Part implements Documents {
    private static final String COLUMNS =
            "select kind, id, version, body, author, time from documents d where project = ? and kind = ?";
    private static final String NEWEST =
            " and version = (select max(version) from documents e where e.project = d.project and e.kind = d.kind and e.id = d.id)";

    SqlDocuments(SqlProject project) {
        super(project);
    }

    @Override
    public Document put(String kind, String id, String body, long expected, String author) {
        Ids.check("kind", kind);
        Ids.check("id", id);
        Json.checkObject("%s \"%s\"".formatted(kind, id), body);
        Ids.checkText("author", author);
        return project.write(connection -> put(connection, kind, id, body, expected, author));
    }

    private Document put(
            Connection connection,
            String kind,
            String id,
            @Nullable String body,
            long expected,
            String author)
            throws SQLException {
        Document before = newest(connection, kind, id);
        long present = before == null || before.body() == null ? NEW : before.version();
        if (expected != ANY_VERSION && expected != present) {
            throw new StoreException(
                    Reason.CONFLICT,
                    "%s \"%s\" has version %d by now, not %d. Maybe read it again."
                            .formatted(kind, id, present, expected));
        }
        long version = before == null ? 1 : before.version() + 1;
        var after = new Document(kind, id, version, body, author, database.now());
        Sql.update(
                connection,
                "update projects set documents = documents + 1 where number = ?",
                project.number);
        Sql.update(
                connection,
                "insert into documents (project, kind, id, version, body, author, time) values (?, ?, ?, ?, ?, ?, ?)",
                project.number,
                kind,
                id,
                version,
                body,
                author,
                after.time());
        return after;
    }

    private @Nullable Document newest(Connection connection, String kind, String id)
            throws SQLException {
        return Sql.one(
                connection,
                SqlDocuments::document,
                COLUMNS + " and id = ? order by version desc limit 1",
                project.number,
                kind,
                id);
    }

    @Override
    public @Nullable Document get(String kind, String id) {
        Document newest = database.read(connection -> newest(connection, kind, id));
        return newest == null || newest.body() == null ? null : newest;
    }

    @Override
    public List<Document> list(String kind) {
        return database.read(
                connection ->
                        Sql.list(
                                connection,
                                SqlDocuments::document,
                                COLUMNS + NEWEST + " and body is not null order by id",
                                project.number,
                                kind));
    }

    @Override
    public List<Document> history(String kind, String id) {
        return database.read(
                connection ->
                        Sql.list(
                                connection,
                                SqlDocuments::document,
                                COLUMNS + " and id = ? order by version desc",
                                project.number,
                                kind,
                                id));
    }

    @Override
    public boolean delete(String kind, String id, long expected, String author) {
        Ids.checkText("author", author);
        return project.write(
                connection -> {
                    Document newest = newest(connection, kind, id);
                    if (newest == null || newest.body() == null) {
                        return false;
                    }
                    put(connection, kind, id, null, expected, author);
                    return true;
                });
    }

    private static Document document(ResultSet row) throws SQLException {
        return new Document(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                row.getString(4),
                row.getString(5),
                row.getLong(6));
    }
}
