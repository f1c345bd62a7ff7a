package dev.kindred.store.sql;

import dev.kindred.store.Audit;
import dev.kindred.store.Json;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a person may be named: in certain fields of jobs and documents, and in the audit log. An
 * equal word elsewhere, such as the name of a variant or a condition, is no person.
 */
final class Mentions extends Part {
    /** Fields of jobs and of other documents than those below. */
    private static final Set<String> PERSONS =
            Set.of("user", "users", "unit", "units", "owner", "guest", "account");

    /** Of experiments: variants by user. */
    private static final Set<String> BY_PERSON = Set.of("forced");

    /** Documents that name nobody: {@code user} in a rule is a condition. */
    private static final Set<String> OF_NOBODY = Set.of("rule", "pipeline", "list");

    /** What the target of an entry in the audit log is, where it is no person. */
    private static final Set<String> THINGS =
            Set.of("experiment", "rule", "list", "pipeline", "key", "job", "model", "project");

    /** Writes numbers into the audit log, and nobody's name. */
    private static final String SERVER = "kindred";

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
                    Json.without(spec, user, PERSONS, BY_PERSON),
                    result == null ? null : Json.without(result, user, PERSONS, BY_PERSON));
        }
    }

    /** One state of a document. */
    private record State(String kind, String id, long version, String body) {
        static State of(ResultSet row) throws SQLException {
            return new State(row.getString(1), row.getString(2), row.getLong(3), row.getString(4));
        }

        String without(String user) {
            if (OF_NOBODY.contains(kind)) {
                return body;
            }
            Set<String> values = kind.equals("experiment") ? Set.of() : PERSONS;
            return Json.without(body, user, values, BY_PERSON);
        }
    }

    /** An entry of the audit log that may name somebody. */
    private record Noted(
            long sequence,
            String actor,
            String action,
            @Nullable String target,
            @Nullable String details) {
        static Noted of(ResultSet row) throws SQLException {
            return new Noted(
                    row.getLong(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5));
        }

        Noted without(String user) {
            int dot = action.indexOf('.');
            boolean ofThing = THINGS.contains(dot < 0 ? action : action.substring(0, dot));
            boolean namesIt = !ofThing && user.equals(target);
            boolean tellsIt =
                    details != null
                            && !actor.equals(SERVER)
                            && isIn(Json.without(details, Audit.ADDRESS), user);
            return new Noted(
                    sequence, actor, action, namesIt ? null : target, tellsIt ? null : details);
        }
    }

    void eraseFromAudit(Connection connection, String user) throws SQLException {
        List<Noted> noted =
                Sql.list(
                        connection,
                        Noted::of,
                        "select sequence, actor, action, target, details from audit where project = ? and (target = ? or "
                                + database.dialect.contains("details")
                                + ")",
                        project.id(),
                        user,
                        user);
        for (Noted one : noted) {
            Noted without = one.without(user);
            if (!without.equals(one)) {
                Sql.update(
                        connection,
                        "update audit set target = ?, details = ? where sequence = ?",
                        without.target(),
                        without.details(),
                        one.sequence());
            }
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
            String without = state.without(user);
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
