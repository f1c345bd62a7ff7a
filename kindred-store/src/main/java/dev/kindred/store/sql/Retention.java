package dev.kindred.store.sql;

import dev.kindred.data.Interaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Deletes old events, a stretch of the log at a time. */
final class Retention extends Part {
    private static final int STRETCH = 10_000;
    private static final String OLD =
            " from events where project = ? and sequence > ? and sequence <= ? and time < ? and time <> "
                    + Interaction.NO_TIME;

    /** What an old event overwrote does not count, and must not do so again when that is gone. */
    private static final String OVERWRITTEN =
            """
            delete from events where project = ? and sequence <= ? and exists (
              select 1 from events s where s.project = events.project and s.user_id = events.user_id
                and s.item_id = events.item_id and s.type = events.type and s.overwrites = 1
                and s.sequence > events.sequence and s.sequence > ? and s.sequence <= ? and s.time < ?
                and s.time <> %d)
            and user_id in (select user_id from events where project = ? and sequence > ? and sequence <= ?
                and time < ? and overwrites = 1)
            """
                    .formatted(Interaction.NO_TIME);

    Retention(SqlProject project) {
        super(project);
    }

    int deleteBefore(long time) {
        long last = project.versions().sequence();
        int deleted = 0;
        for (long from = 0; from < last; from += STRETCH) {
            long after = from;
            if (hasOld(after, time)) {
                deleted += project.write(STRETCH, connection -> delete(connection, after, time));
            }
        }
        if (deleted > 0) {
            project.files().deleteSnapshot();
            database.forget();
        }
        return deleted;
    }

    private boolean hasOld(long after, long time) {
        return database.read(
                        connection ->
                                Sql.number(
                                        connection,
                                        "select 1" + OLD + " limit 1",
                                        project.number,
                                        after,
                                        after + STRETCH,
                                        time))
                == 1;
    }

    private int delete(Connection connection, long after, long time) throws SQLException {
        long number = project.number;
        long until = after + STRETCH;
        List<String> users =
                Sql.list(
                        connection,
                        row -> row.getString(1),
                        "select distinct user_id" + OLD + " order by user_id",
                        number,
                        after,
                        until,
                        time);
        boolean overwriting =
                Sql.number(
                                connection,
                                "select 1" + OLD + " and overwrites = 1 limit 1",
                                number,
                                after,
                                until,
                                time)
                        == 1;
        int deleted = 0;
        if (overwriting) {
            deleted =
                    Sql.update(
                            connection,
                            OVERWRITTEN,
                            number,
                            until,
                            after,
                            until,
                            time,
                            number,
                            after,
                            until,
                            time);
        }
        deleted += Sql.update(connection, "delete" + OLD, number, after, until, time);
        project.events().rewritten(connection, users);
        project.events().deleted(connection);
        return deleted;
    }
}
