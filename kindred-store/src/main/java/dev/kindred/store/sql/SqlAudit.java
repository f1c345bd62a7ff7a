package dev.kindred.store.sql;

import dev.kindred.store.Audit;
import dev.kindred.store.Ids;
import dev.kindred.store.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class SqlAudit implements Audit {
    private final Database database;

    SqlAudit(Database database) {
        this.database = database;
    }

    @Override
    public void add(
            String actor,
            String action,
            @Nullable String project,
            @Nullable String target,
            @Nullable String details) {
        Ids.checkText("actor", actor);
        Ids.checkText("action", action);
        if (target != null) {
            Ids.checkText("target", target);
        }
        if (details != null) {
            Json.checkObject("details", details);
        }
        database.write(
                connection ->
                        Sql.update(
                                connection,
                                "insert into audit (time, actor, action, project, target, details) values (?, ?, ?, ?, ?, ?)",
                                database.now(),
                                actor,
                                action,
                                project,
                                target,
                                details));
    }

    @Override
    public List<Entry> list(long below, int limit) {
        return database.read(
                connection ->
                        Sql.list(
                                connection,
                                row ->
                                        new Entry(
                                                row.getLong(1),
                                                row.getLong(2),
                                                row.getString(3),
                                                row.getString(4),
                                                row.getString(5),
                                                row.getString(6),
                                                row.getString(7)),
                                "select sequence, time, actor, action, project, target, details from audit where sequence < ? order by sequence desc limit ?",
                                below,
                                limit));
    }
}
