package dev.kindred.store.sql;

import dev.kindred.data.Attributes;
import dev.kindred.store.UserRecord;
import dev.kindred.store.Users;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class SqlUsers extends Part implements Users {
    private static final String PUT =
            "insert into users (project, id, attributes, created, updated) values (?, ?, ?, ?, ?) on conflict (project, id) do update set attributes = excluded.attributes, updated = excluded.updated";

    private static final int PAGE = 10_000;

    SqlUsers(SqlProject project) {
        super(project);
    }

    @Override
    public void put(List<UserRecord> users) {
        List<UserRecord> copy = List.copyOf(users);
        project.write(
                1 + copy.size(),
                connection -> {
                    Sql.each(connection, PUT, copy, this::bind);
                    List<String> ids = copy.stream().map(UserRecord::id).toList();
                    project.events().rewritten(connection, ids);
                    return copy.size();
                });
    }

    private void bind(PreparedStatement put, UserRecord user) throws SQLException {
        long now = database.now();
        Sql.set(put, project.number, user.id(), user.attributes(), now, now);
    }

    @Override
    public @Nullable UserRecord get(String id) {
        return database.read(
                connection ->
                        Sql.one(
                                connection,
                                SqlUsers::user,
                                "select id, attributes from users where project = ? and id = ?",
                                project.number,
                                id));
    }

    @Override
    public List<UserRecord> list(String after, int limit) {
        return database.read(
                connection ->
                        Sql.list(
                                connection,
                                SqlUsers::user,
                                "select id, attributes from users where project = ? and id > ? order by id limit ?",
                                project.number,
                                after,
                                limit));
    }

    static UserRecord user(ResultSet row) throws SQLException {
        return new UserRecord(row.getString(1), row.getString(2));
    }

    @Override
    public Attributes attributes() {
        var attributes = new Attributes.Builder();
        for (String after = ""; after != null; ) {
            List<UserRecord> page = list(after, PAGE);
            for (UserRecord user : page) {
                attributes.id(user.id());
                user.fields().forEach((field, values) -> attributes.put(user.id(), field, values));
            }
            after = page.size() < PAGE ? null : page.get(PAGE - 1).id();
        }
        return attributes.build();
    }

    @Override
    public long count() {
        return count("users");
    }
}
