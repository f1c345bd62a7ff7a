package dev.kindred.store.sql;

import dev.kindred.internal.Sha256;
import dev.kindred.store.Events.Filter;
import dev.kindred.store.Ids;
import dev.kindred.store.Persons;
import dev.kindred.store.StoredEvent;
import dev.kindred.store.UserRecord;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

final class SqlPersons extends Part implements Persons {
    private static final String[] ERASE_FROM_AUDIT = {
        "update audit set target = null where project = ? and target = ?",
        "update audit set details = null where project = ? and "
    };

    SqlPersons(SqlProject project) {
        super(project);
    }

    @Override
    public Export export(String user) {
        UserRecord record = project.users().get(user);
        List<StoredEvent> events = project.events().list(Filter.user(user), 0, Integer.MAX_VALUE);
        List<String> owned =
                database.read(
                        connection ->
                                Sql.list(
                                        connection,
                                        row -> row.getString(1),
                                        "select id from items where project = ? and owner = ? order by id",
                                        project.number,
                                        user));
        return new Export(record, events, owned);
    }

    @Override
    public Erased erase(String user) {
        Ids.check("user", user);
        Erased erased = project.write(connection -> erase(connection, user));
        project.files().deleteSnapshot();
        database.forget();
        return erased;
    }

    private Erased erase(Connection connection, String user) throws SQLException {
        long number = project.number;
        int events =
                Sql.update(
                        connection,
                        "delete from events where project = ? and user_id = ?",
                        number,
                        user);
        int users =
                Sql.update(
                        connection, "delete from users where project = ? and id = ?", number, user);
        int answers = eraseAnswers(connection, user);
        disown(connection, user);
        eraseFromAudit(connection, user);
        Sql.update(
                connection, "delete from rewrites where project = ? and user_id = ?", number, user);
        Sql.update(
                connection,
                "update projects set deletions = deletions + 1 where number = ?",
                number);
        Sql.update(
                connection,
                "insert into erased (project, user_hash, time) values (?, ?, ?) on conflict (project, user_hash) do update set time = excluded.time",
                number,
                Sha256.hex(user),
                database.now());
        return new Erased(events, users == 1, answers);
    }

    private int eraseAnswers(Connection connection, String user) throws SQLException {
        return Sql.update(
                connection,
                "delete from idempotency where project = ? and "
                        + database.dialect.contains("body"),
                project.number,
                user.getBytes(StandardCharsets.UTF_8));
    }

    private void disown(Connection connection, String user) throws SQLException {
        int owned =
                Sql.update(
                        connection,
                        "update items set owner = null where project = ? and owner = ?",
                        project.number,
                        user);
        if (owned > 0) {
            new SqlItems(project).changed(connection);
        }
    }

    private void eraseFromAudit(Connection connection, String user) throws SQLException {
        Sql.update(connection, ERASE_FROM_AUDIT[0], project.id(), user);
        Sql.update(
                connection,
                ERASE_FROM_AUDIT[1] + database.dialect.contains("details"),
                project.id(),
                user);
    }

    @Override
    public boolean isErased(String user) {
        return database.read(
                connection ->
                        Sql.number(
                                        connection,
                                        """
                                        select count(*) from erased where project = ? and user_hash = ?
                                          and not exists (select 1 from events where project = ? and user_id = ?)
                                          and not exists (select 1 from users where project = ? and id = ?)
                                        """,
                                        project.number,
                                        Sha256.hex(user),
                                        project.number,
                                        user,
                                        project.number,
                                        user)
                                == 1);
    }

    @Override
    public int merge(String guest, String account) {
        Ids.check("user", guest);
        Ids.check("user", account);
        if (guest.equals(account)) {
            throw new IllegalArgumentException(
                    "a user cannot be merged with itself: \"%s\"".formatted(guest));
        }
        int moved = project.write(connection -> merge(connection, guest, account));
        project.files().deleteSnapshot();
        return moved;
    }

    private int merge(Connection connection, String guest, String account) throws SQLException {
        long number = project.number;
        int moved =
                Sql.update(
                        connection,
                        "update events set user_id = ? where project = ? and user_id = ?",
                        account,
                        number,
                        guest);
        Sql.update(
                connection,
                "insert into users (project, id, attributes, created, updated) select project, ?, attributes, created, updated from users where project = ? and id = ? on conflict do nothing",
                account,
                number,
                guest);
        Sql.update(connection, "delete from users where project = ? and id = ?", number, guest);
        Sql.update(
                connection,
                "update items set owner = ? where project = ? and owner = ?",
                account,
                number,
                guest);
        var events = new SqlEvents(project);
        events.rewritten(connection, guest);
        events.rewritten(connection, account);
        new SqlItems(project).changed(connection);
        return moved;
    }
}
