package dev.kindred.store.sql;

import dev.kindred.store.ItemRecord;
import dev.kindred.store.Items;
import dev.kindred.store.Json;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
            "select id, title, body, owner, categories, groups_json, attributes, embedding, available_from, available_until, hidden from items where project = ?";
    private static final String PUT =
            """
            insert into items (project, id, title, body, owner, categories, groups_json, attributes,
              embedding, available_from, available_until, hidden, created, updated)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (project, id) do update set title = excluded.title, body = excluded.body,
              owner = excluded.owner, categories = excluded.categories,
              groups_json = excluded.groups_json, attributes = excluded.attributes,
              embedding = excluded.embedding, available_from = excluded.available_from,
              available_until = excluded.available_until, hidden = excluded.hidden,
              updated = excluded.updated
            """;

    SqlItems(SqlProject project) {
        super(project);
    }

    @Override
    public void put(List<ItemRecord> items) {
        List<ItemRecord> copy = List.copyOf(items);
        project.write(
                1 + copy.size(),
                connection -> {
                    Sql.each(connection, PUT, copy, this::bind);
                    return changed(connection);
                });
    }

    private void bind(PreparedStatement put, ItemRecord item) throws SQLException {
        put.setLong(1, project.number);
        put.setString(2, item.id());
        put.setString(3, item.title());
        put.setString(4, item.text());
        put.setString(5, item.owner());
        put.setString(6, Json.array(item.categories()));
        put.setString(7, item.groups());
        put.setString(8, item.attributes());
        put.setBytes(9, bytes(item.embedding()));
        put.setObject(10, item.availableFrom(), Types.BIGINT);
        put.setObject(11, item.availableUntil(), Types.BIGINT);
        put.setInt(12, item.hidden() ? 1 : 0);
        put.setLong(13, database.now());
        put.setLong(14, database.now());
    }

    /** Raises the version of the catalogue. */
    int changed(Connection connection) throws SQLException {
        return Sql.update(
                connection,
                "update projects set catalogue = catalogue + 1 where number = ?",
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
                floats(row.getBytes("embedding")),
                Sql.longOrNull(row, "available_from"),
                Sql.longOrNull(row, "available_until"),
                row.getInt("hidden") == 1);
    }

    @Override
    public boolean hide(String id, boolean hidden) {
        return change(
                "update items set hidden = ?, updated = ? where project = ? and id = ?",
                hidden,
                database.now(),
                project.number,
                id);
    }

    @Override
    public boolean delete(String id) {
        return change("delete from items where project = ? and id = ?", project.number, id);
    }

    private boolean change(String sql, @Nullable Object... args) {
        return project.write(
                connection -> Sql.update(connection, sql, args) > 0 && changed(connection) == 1);
    }

    @Override
    public long count() {
        return count("items");
    }

    /** Little-endian, 4 bytes a number. */
    private static byte @Nullable [] bytes(float @Nullable [] vector) {
        if (vector == null) {
            return null;
        }
        var buffer = ByteBuffer.allocate(vector.length * Float.BYTES);
        buffer.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(vector);
        return buffer.array();
    }

    private static float @Nullable [] floats(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        var vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        return vector;
    }
}
