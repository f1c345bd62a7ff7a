package dev.kindred.store.sql;

import dev.kindred.store.Json;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a person may be named in the JSON of jobs and documents. */
final class Mentions extends Part {
    Mentions(SqlProject project) {
        super(project);
    }

    /** A job's texts that may name somebody. */
    private record JobTexts(
            String id, @Nullable String message, String spec, @Nullable String result) {
        static JobTexts of(ResultSet row) throws SQLException {
            return new JobTexts(
                    row.getString(1), row.getString(2), row.getString(3), row.getString(4));
        }

        JobTexts without(String user) {
            return new JobTexts(
                    id,
                    message == null || isIn(message, user) ? null : message,
                    Json.without(spec, user),
                    result == null ? null : Json.without(result, user));
        }
    }

    /** One state of a document. */
    private record State(String kind, String id, long version, String body) {
        static State of(ResultSet row) throws SQLException {
            return new State(row.getString(1), row.getString(2), row.getLong(3), row.getString(4));
        }
    }

    /** Whether a text holds the name as a word of its own. */
    private static boolean isIn(String text, String user) {
        return Pattern.compile(
                        "(?<![\\p{L}\\p{N}_-])" + Pattern.quote(user) + "(?![\\p{L}\\p{N}_-])")
                .matcher(text)
                .find();
    }

    /** Removes a person's name; returns how many jobs and states of documents had it. */
    int erase(Connection connection, String user) throws SQLException {
        return eraseFromJobs(connection, user) + eraseFromDocuments(connection, user);
    }

    private int eraseFromJobs(Connection connection, String user) throws SQLException {
        int changed = 0;
        List<JobTexts> jobs =
                Sql.list(
                        connection,
                        JobTexts::of,
                        "select id, message, spec, result from jobs where project = ?",
                        project.number);
        for (JobTexts job : jobs) {
            JobTexts without = job.without(user);
            if (!without.equals(job)) {
                changed +=
                        Sql.update(
                                connection,
                                "update jobs set message = ?, spec = ?, result = ? where project = ? and id = ?",
                                without.message(),
                                without.spec(),
                                without.result(),
                                project.number,
                                job.id());
            }
        }
        return changed;
    }

    private int eraseFromDocuments(Connection connection, String user) throws SQLException {
        int changed = 0;
        List<State> states =
                Sql.list(
                        connection,
                        State::of,
                        "select kind, id, version, body from documents where project = ? and body is not null",
                        project.number);
        for (State state : states) {
            String without = Json.without(state.body(), user);
            if (!without.equals(state.body())) {
                changed += replace(connection, state, without);
            }
        }
        if (changed > 0) {
            Sql.update(
                    connection,
                    "update projects set documents = documents + 1 where number = ?",
                    project.number);
        }
        return changed;
    }

    private int replace(Connection connection, State state, String body) throws SQLException {
        return Sql.update(
                connection,
                "update documents set body = ? where project = ? and kind = ? and id = ? and version = ?",
                body,
                project.number,
                state.kind(),
                state.id(),
                state.version());
    }
}
