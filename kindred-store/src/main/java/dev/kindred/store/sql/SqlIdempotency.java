package dev.kindred.store.sql;

import dev.kindred.store.Idempotency;
import dev.kindred.store.Ids;
import dev.kindred.store.Jobs;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

final class SqlIdempotency extends Part implements Idempotency {
    /** A request without an answer is lost with the process that was to give it. */
    private static final String LOST_OR_OLD =
            """
            delete from idempotency where project = ? and id = ? and (
              created <= ? or status is null and (created <= ? or owner <> ?
                and owner not in (select processes.id from processes where heartbeat > ?)))
            """;

    SqlIdempotency(SqlProject project) {
        super(project);
    }

    /** What is stored of a request. */
    private record Stored(
            String hash, @Nullable Long status, @Nullable String type, byte @Nullable [] body) {}

    @Override
    public Known begin(String key, String requestHash) {
        Ids.check("idempotency key", key);
        return project.write(connection -> begin(connection, key, requestHash));
    }

    private Known begin(Connection connection, String key, String hash) throws SQLException {
        long now = database.now();
        Sql.update(
                connection,
                LOST_OR_OLD,
                project.number,
                key,
                now - KEPT,
                now - LOST,
                database.process,
                now - Jobs.LEASE);
        int taken =
                Sql.update(
                        connection,
                        "insert into idempotency (project, id, request_hash, created, owner) values (?, ?, ?, ?, ?) on conflict do nothing",
                        project.number,
                        key,
                        hash,
                        now,
                        database.process);
        Stored stored =
                Sql.one(
                        connection,
                        SqlIdempotency::stored,
                        "select request_hash, status, content_type, body from idempotency where project = ? and id = ?",
                        project.number,
                        key);
        if (taken == 1 || stored == null) {
            return new Known(Outcome.NEW, 0, null, null);
        }
        return known(stored, hash);
    }

    private static Known known(Stored stored, String hash) {
        if (!stored.hash().equals(hash)) {
            return new Known(Outcome.MISMATCH, 0, null, null);
        }
        Long status = stored.status();
        return status == null
                ? new Known(Outcome.IN_PROGRESS, 0, null, null)
                : new Known(Outcome.REPLAY, status.intValue(), stored.type(), stored.body());
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                row.getString("request_hash"),
                Sql.longOrNull(row, "status"),
                row.getString("content_type"),
                row.getBytes("body"));
    }

    @Override
    public void complete(String key, int status, String contentType, byte[] body) {
        project.write(
                connection ->
                        Sql.update(
                                connection,
                                "update idempotency set status = ?, content_type = ?, body = ? where project = ? and id = ?",
                                status,
                                contentType,
                                body,
                                project.number,
                                key));
    }

    @Override
    public void abandon(String key) {
        project.write(
                connection ->
                        Sql.update(
                                connection,
                                "delete from idempotency where project = ? and id = ? and status is null",
                                project.number,
                                key));
    }

    @Override
    public int purge() {
        return project.write(
                connection ->
                        Sql.update(
                                connection,
                                "delete from idempotency where project = ? and created <= ?",
                                project.number,
                                database.now() - KEPT));
    }
}
