package dev.kindred.store.sql;

import dev.kindred.internal.Checks;
import dev.kindred.store.Ids;
import dev.kindred.store.Job;
import dev.kindred.store.Job.State;
import dev.kindred.store.Jobs;
import dev.kindred.store.Json;
import dev.kindred.store.StoreException;
import dev.kindred.store.StoreException.Reason;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class SqlJobs extends Part implements Jobs {
    private static final String COLUMNS =
            "select id, kind, state, progress, message, spec, result, cancel_requested, created, started, finished from jobs where project = ?";

    private static final String INTERRUPTED =
            """
            update jobs set state = 'FAILED', finished = ?, message = 'interrupted: the server stopped'
                || case when message is null then '' else ' at: ' || message end || '. Run it again.'
            where project = ? and state = 'RUNNING'
              and (owner is null or owner not in (select id from processes))
            """;

    SqlJobs(SqlProject project) {
        super(project);
    }

    @Override
    public Job submit(String kind, String spec, int maxQueued) {
        Ids.check("kind", kind);
        Json.checkObject("spec", spec);
        Checks.positive("maxQueued", maxQueued);
        return project.write(connection -> submit(connection, kind, spec, maxQueued));
    }

    private Job submit(Connection connection, String kind, String spec, int maxQueued)
            throws SQLException {
        long waiting =
                Sql.number(
                        connection,
                        "select count(*) from jobs where project = ? and state = 'QUEUED'",
                        project.number);
        if (waiting >= maxQueued) {
            throw new StoreException(
                    Reason.CONFLICT,
                    "%d jobs wait already, and at most %d may".formatted(waiting, maxQueued));
        }
        String id = Tokens.timed("j_", database.now());
        Sql.update(
                connection,
                "insert into jobs (project, id, kind, state, progress, spec, cancel_requested, created) values (?, ?, ?, 'QUEUED', 0, ?, 0, ?)",
                project.number,
                id,
                kind,
                spec,
                database.now());
        return required(connection, id);
    }

    @Override
    public @Nullable Job claim(String kind) {
        return claim(kind, Integer.MAX_VALUE);
    }

    @Override
    public @Nullable Job claim(String kind, int mostRunning) {
        if (database.read(connection -> count(connection, kind, State.QUEUED)) == 0) {
            return null; // without a write, since it is asked often
        }
        return project.write(connection -> claim(connection, kind, mostRunning));
    }

    private long count(Connection connection, String kind, State state) throws SQLException {
        return Sql.number(
                connection,
                "select count(*) from jobs where project = ? and kind = ? and state = ?",
                project.number,
                kind,
                state.name());
    }

    /** The project is locked: nobody else claims at the same time. */
    private @Nullable Job claim(Connection connection, String kind, int mostRunning)
            throws SQLException {
        String oldest =
                Sql.one(
                        connection,
                        row -> row.getString(1),
                        "select id from jobs where project = ? and kind = ? and state = 'QUEUED' order by created, id limit 1",
                        project.number,
                        kind);
        if (oldest == null || count(connection, kind, State.RUNNING) >= mostRunning) {
            return null;
        }
        Sql.update(
                connection,
                "update jobs set state = 'RUNNING', started = ?, owner = ? where project = ? and id = ?",
                database.now(),
                database.process,
                project.number,
                oldest);
        return required(connection, oldest);
    }

    @Override
    public @Nullable Job get(String id) {
        return database.read(connection -> get(connection, id));
    }

    private @Nullable Job get(Connection connection, String id) throws SQLException {
        return Sql.one(connection, SqlJobs::job, COLUMNS + " and id = ?", project.number, id);
    }

    private Job required(Connection connection, String id) throws SQLException {
        Job job = get(connection, id);
        if (job == null) {
            throw new StoreException(Reason.NOT_FOUND, "there is no job \"%s\"".formatted(id));
        }
        return job;
    }

    @Override
    public List<Job> list(int limit) {
        return list(null, null, limit);
    }

    /** Ids sort by time. */
    @Override
    public List<Job> list(@Nullable String kind, @Nullable String before, int limit) {
        return database.read(
                connection ->
                        Sql.list(
                                connection,
                                SqlJobs::job,
                                COLUMNS
                                        + " and (? = '' or kind = ?) and (? = '' or id < ?) order by id desc limit ?",
                                project.number,
                                orEmpty(kind),
                                orEmpty(kind),
                                orEmpty(before),
                                orEmpty(before),
                                limit));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    @Override
    public Job progress(String id, double progress, @Nullable String message) {
        Checks.between("progress", progress, 0, 1);
        return project.write(
                connection -> {
                    Sql.update(
                            connection,
                            "update jobs set progress = ?, message = ? where project = ? and id = ? and state = 'RUNNING'",
                            progress,
                            message,
                            project.number,
                            id);
                    return required(connection, id);
                });
    }

    @Override
    public Job finish(String id, State state, @Nullable String message, @Nullable String result) {
        if (!state.isFinal()) {
            throw new IllegalArgumentException("a job cannot end as " + state);
        }
        if (result != null) {
            Json.checkObject("result", result);
        }
        return project.write(connection -> finish(connection, id, state, message, result));
    }

    private Job finish(
            Connection connection,
            String id,
            State state,
            @Nullable String message,
            @Nullable String result)
            throws SQLException {
        Job before = required(connection, id);
        if (before.state() != State.RUNNING) {
            throw new StoreException(
                    Reason.CONFLICT,
                    "job \"%s\" is not running, but %s".formatted(id, before.state()));
        }
        Sql.update(
                connection,
                "update jobs set state = ?, message = ?, result = ?, finished = ?, progress = ? where project = ? and id = ?",
                state.name(),
                message,
                result,
                database.now(),
                state == State.DONE ? 1.0 : before.progress(),
                project.number,
                id);
        return required(connection, id);
    }

    @Override
    public Job cancel(String id) {
        return project.write(
                connection -> {
                    Sql.update(
                            connection,
                            "update jobs set state = 'CANCELLED', finished = ? where project = ? and id = ? and state = 'QUEUED'",
                            database.now(),
                            project.number,
                            id);
                    Sql.update(
                            connection,
                            "update jobs set cancel_requested = 1 where project = ? and id = ? and state = 'RUNNING'",
                            project.number,
                            id);
                    return required(connection, id);
                });
    }

    @Override
    public int failInterrupted() {
        long dead = database.now() - LEASE;
        return project.write(
                connection -> {
                    Sql.update(connection, "delete from processes where heartbeat <= ?", dead);
                    return Sql.update(connection, INTERRUPTED, database.now(), project.number);
                });
    }

    @Override
    public int purge(long before) {
        return project.write(
                connection ->
                        Sql.update(
                                connection,
                                "delete from jobs where project = ? and finished < ?",
                                project.number,
                                before));
    }

    private static Job job(ResultSet row) throws SQLException {
        return new Job(
                row.getString("id"),
                row.getString("kind"),
                State.valueOf(row.getString("state")),
                row.getDouble("progress"),
                row.getString("message"),
                row.getString("spec"),
                row.getString("result"),
                row.getInt("cancel_requested") == 1,
                row.getLong("created"),
                Sql.longOrNull(row, "started"),
                Sql.longOrNull(row, "finished"));
    }
}
