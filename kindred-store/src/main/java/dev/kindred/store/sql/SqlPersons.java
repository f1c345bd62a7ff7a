package dev.kindred.store.sql;

import dev.kindred.internal.Sha256;
import dev.kindred.store.Events.Filter;
import dev.kindred.store.Exposure;
import dev.kindred.store.Ids;
import dev.kindred.store.Outcomes.Outcome;
import dev.kindred.store.Persons;
import dev.kindred.store.StoredEvent;
import dev.kindred.store.UserRecord;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class SqlPersons extends Part implements Persons {
    private static final String DIFFERING =
            """
            select g.experiment from assignments g join assignments a on a.project = g.project
              and a.experiment = g.experiment and a.unit = ?
            where g.project = ? and g.unit = ? and a.variant <> g.variant order by g.experiment
            """;
    private static final String MOVE_OUTCOMES =
            """
            update outcomes set unit = ? where project = ? and unit = ?
              and not exists (select 1 from assignments a where a.project = outcomes.project
                and a.experiment = outcomes.experiment and a.unit = ?)
              and not exists (select 1 from outcomes o where o.project = outcomes.project
                and o.experiment = outcomes.experiment and o.metric = outcomes.metric and o.unit = ?)
            """;
    private static final String MOVE_ASSIGNMENTS =
            """
            update assignments set unit = ? where project = ? and unit = ?
              and not exists (select 1 from assignments a where a.project = assignments.project
                and a.experiment = assignments.experiment and a.unit = ?)
            """;

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
        List<Exposure> exposures =
                project.exposures().ofUser(user, Long.MIN_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE);
        return new Export(record, events, owned, exposures, outcomes(user));
    }

    private List<Outcome> outcomes(String user) {
        return database.read(
                connection ->
                        Sql.list(
                                connection,
                                row ->
                                        new Outcome(
                                                row.getString(1),
                                                row.getString(2),
                                                user,
                                                row.getString(3),
                                                row.getDouble(4),
                                                row.getDouble(5)),
                                "select experiment, metric, variant, y, x from outcomes where project = ? and unit = ? order by experiment, metric",
                                project.number,
                                user));
    }

    @Override
    public Erased erase(String user) {
        Ids.check("user", user);
        project.exposures().flush(); // what waits to be written would come after
        Erased erased = project.write(connection -> erase(connection, user));
        project.files().deleteSnapshot();
        database.forget();
        return erased;
    }

    private Erased erase(Connection connection, String user) throws SQLException {
        int events = delete(connection, "events where project = ? and user_id = ?", user);
        int users = delete(connection, "users where project = ? and id = ?", user);
        int answers = eraseAnswers(connection, user);
        int exposures = delete(connection, "exposures where project = ? and user_id = ?", user);
        delete(connection, "assignments where project = ? and unit = ?", user);
        int outcomes = delete(connection, "outcomes where project = ? and unit = ?", user);
        setOwner(connection, user, null);
        var named = new Mentions(project);
        named.eraseFromAudit(connection, user);
        int mentions = named.erase(connection, user);
        delete(connection, "rewrites where project = ? and user_id = ?", user);
        database.changed(project.number, user);
        project.events().deleted(connection);
        Sql.update(
                connection,
                "insert into erased (project, user_hash, time) values (?, ?, ?) on conflict (project, user_hash) do update set time = excluded.time",
                project.number,
                Sha256.hex(user),
                database.now());
        return new Erased(events, users == 1, answers, exposures, outcomes, mentions);
    }

    private int delete(Connection connection, String which, String user) throws SQLException {
        return Sql.update(connection, "delete from " + which, project.number, user);
    }

    private int eraseAnswers(Connection connection, String user) throws SQLException {
        return Sql.update(
                connection,
                "delete from idempotency where project = ? and "
                        + database.dialect.contains("body"),
                project.number,
                user.getBytes(StandardCharsets.UTF_8));
    }

    private void setOwner(Connection connection, String user, @Nullable String owner)
            throws SQLException {
        long owned =
                Sql.number(
                        connection,
                        "select count(*) from items where project = ? and owner = ?",
                        project.number,
                        user);
        if (owned > 0) {
            Sql.update(
                    connection,
                    "update items set owner = ?, revision = ? where project = ? and owner = ?",
                    owner,
                    project.items().changed(connection),
                    project.number,
                    user);
        }
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
        project.exposures().flush(); // what waits to be written would come after
        int moved = project.write(connection -> merge(connection, guest, account));
        project.files().deleteSnapshot();
        return moved;
    }

    /** Variants, totals and exposures; a total that both have stays in the sums alone. */
    private void mergeExperiments(Connection connection, String guest, String account)
            throws SQLException {
        long number = project.number;
        List<String> differing =
                Sql.list(connection, row -> row.getString(1), DIFFERING, account, number, guest);
        try (var assigning = new Assigning(project, connection)) {
            for (String experiment : differing) {
                assigning.cross(experiment, guest);
                assigning.cross(experiment, account);
            }
            assigning.finish();
        }
        Sql.update(connection, MOVE_OUTCOMES, account, number, guest, account, account);
        Sql.update(connection, MOVE_ASSIGNMENTS, account, number, guest, account);
        delete(connection, "outcomes where project = ? and unit = ?", guest);
        delete(connection, "assignments where project = ? and unit = ?", guest);
        Sql.update(
                connection,
                "update exposures set user_id = ? where project = ? and user_id = ?",
                account,
                number,
                guest);
    }

    private int merge(Connection connection, String guest, String account) throws SQLException {
        long number = project.number;
        mergeExperiments(connection, guest, account);
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
        setOwner(connection, guest, account);
        project.events().rewritten(connection, List.of(guest, account));
        project.events().deleted(connection);
        return moved;
    }
}
