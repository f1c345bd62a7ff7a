package dev.kindred.store.sql;

import dev.kindred.store.Catalogue;
import dev.kindred.store.Catalogue.Entry;
import dev.kindred.store.ItemRecord;
import dev.kindred.store.Items;
import dev.kindred.store.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class SqlItems extends Part implements Items {
    private static final String COLUMNS =
            "select id, title, body, owner, categories, groups_json, attributes, embedding, available_from, available_until, hidden, created from items where project = ?";
    private static final String PUT =
            """
            insert into items (project, id, title, body, owner, categories, groups_json, attributes,
              embedding, available_from, available_until, hidden, created, updated, revision)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (project, id) do update set title = excluded.title, body = excluded.body,
              owner = excluded.owner, categories = excluded.categories,
              groups_json = excluded.groups_json, attributes = excluded.attributes,
              embedding = excluded.embedding, available_from = excluded.available_from,
              available_until = excluded.available_until, hidden = excluded.hidden,
              updated = excluded.updated, revision = excluded.revision
            """;
    private static final int PAGE = 10_000;

    SqlItems(SqlProject project) {
        super(project);
    }

    @Override
    public void put(List<ItemRecord> items) {
        List<ItemRecord> copy = List.copyOf(items);
        project.write(
                1 + copy.size(),
                connection -> {
                    long revision = changed(connection);
                    Sql.each(connection, PUT, copy, (put, item) -> bind(put, item, revision));
                    Sql.each(
                            connection,
                            "delete from deleted_items where project = ? and id = ?",
                            copy,
                            (statement, item) -> Sql.set(statement, project.number, item.id()));
                    return revision;
                });
    }

    private void bind(PreparedStatement put, ItemRecord item, long revision) throws SQLException {
        put.setLong(1, project.number);
        put.setString(2, item.id());
        put.setString(3, item.title());
        put.setString(4, item.text());
        put.setString(5, item.owner());
        put.setString(6, Json.array(item.categories()));
        put.setString(7, item.groups());
        put.setString(8, item.attributes());
        put.setBytes(9, Bytes.of(item.embedding()));
        put.setObject(10, item.availableFrom(), Types.BIGINT);
        put.setObject(11, item.availableUntil(), Types.BIGINT);
        put.setInt(12, item.hidden() ? 1 : 0);
        put.setLong(13, database.now());
        put.setLong(14, database.now());
        put.setLong(15, revision);
    }

    /** Raises the version of the catalogue, and gives back the new one. */
    long changed(Connection connection) throws SQLException {
        return Sql.number(
                connection,
                "update projects set catalogue = catalogue + 1 where number = ? returning catalogue",
                project.number);
    }

    @Override
    public @Nullable ItemRecord get(String id) {
        return database.read(connection -> get(connection, id));
    }

    private @Nullable ItemRecord get(Connection connection, String id) throws SQLException {
        return Sql.one(connection, SqlItems::item, COLUMNS + " and id = ?", project.number, id);
    }

    @Override
    public List<ItemRecord> get(List<String> ids) {
        return database.read(
                connection -> {
                    var found = new ArrayList<ItemRecord>();
                    for (String id : ids) {
                        ItemRecord item = get(connection, id);
                        if (item != null) {
                            found.add(item);
                        }
                    }
                    return found;
                });
    }

    @Override
    public List<ItemRecord> list(String after, int limit) {
        return database.read(
                connection ->
                        Sql.list(
                                connection,
                                SqlItems::item,
                                COLUMNS + " and id > ? order by id limit ?",
                                project.number,
                                after,
                                limit));
    }

    private static ItemRecord item(ResultSet row) throws SQLException {
        return new ItemRecord(
                row.getString("id"),
                row.getString("title"),
                row.getString("body"),
                row.getString("owner"),
                Json.texts(row.getString("categories")),
                row.getString("groups_json"),
                row.getString("attributes"),
                Bytes.floats(row.getBytes("embedding")),
                Sql.longOrNull(row, "available_from"),
                Sql.longOrNull(row, "available_until"),
                row.getInt("hidden") == 1);
    }

    @Override
    public boolean hide(String id, boolean hidden) {
        return project.write(
                connection -> {
                    long revision = changed(connection);
                    int found =
                            Sql.update(
                                    connection,
                                    "update items set hidden = ?, updated = ?, revision = ? where project = ? and id = ?",
                                    hidden,
                                    database.now(),
                                    revision,
                                    project.number,
                                    id);
                    return found == 1 || unchanged(connection);
                });
    }

    @Override
    public boolean delete(String id) {
        return project.write(
                connection -> {
                    long revision = changed(connection);
                    int found =
                            Sql.update(
                                    connection,
                                    "delete from items where project = ? and id = ?",
                                    project.number,
                                    id);
                    return found == 1
                            ? Sql.update(
                                            connection,
                                            "insert into deleted_items (project, id, revision) values (?, ?, ?)",
                                            project.number,
                                            id,
                                            revision)
                                    == 1
                            : unchanged(connection);
                });
    }

    /** Takes back the version of the catalogue: there was no such item. */
    private boolean unchanged(Connection connection) throws SQLException {
        Sql.update(
                connection,
                "update projects set catalogue = catalogue - 1 where number = ?",
                project.number);
        return false;
    }

    @Override
    public Catalogue catalogue() {
        long version = project.versions().catalogue();
        var entries = new ArrayList<Entry>();
        for (String after = ""; after != null; ) {
            String start = after;
            List<Entry> page =
                    database.read(
                            connection ->
                                    Sql.list(
                                            connection,
                                            SqlItems::entry,
                                            COLUMNS + " and id > ? order by id limit ?",
                                            project.number,
                                            start,
                                            PAGE));
            entries.addAll(page);
            after = page.size() < PAGE ? null : page.get(PAGE - 1).item().id();
        }
        return Catalogue.EMPTY.with(version, entries, deletedAfter(-1));
    }

    private List<String> deletedAfter(long revision) {
        return database.read(
                connection ->
                        Sql.list(
                                connection,
                                row -> row.getString(1),
                                "select id from deleted_items where project = ? and revision > ? order by id",
                                project.number,
                                revision));
    }

    /** Items that change while it reads are read again by the next call. */
    @Override
    public Catalogue catalogue(Catalogue before) {
        long version = project.versions().catalogue();
        if (version == before.version()) {
            return before;
        }
        if (before.version() == 0 || version < before.version()) {
            return catalogue();
        }
        List<Entry> changed =
                database.read(
                        connection ->
                                Sql.list(
                                        connection,
                                        SqlItems::entry,
                                        COLUMNS + " and revision > ? order by id",
                                        project.number,
                                        before.version()));
        return before.with(version, changed, deletedAfter(before.version()));
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(item(row), row.getLong("created"));
    }

    @Override
    public long count() {
        return count("items");
    }
}
