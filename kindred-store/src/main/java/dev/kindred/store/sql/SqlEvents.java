package dev.kindred.store.sql;

import dev.kindred.data.InteractionLog;
import dev.kindred.store.Event;
import dev.kindred.store.Events;
import dev.kindred.store.Ids;
import dev.kindred.store.StoredEvent;
import dev.kindred.store.WriteMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

final class SqlEvents extends Part implements Events {
    private static final String COLUMNS =
            "select sequence, user_id, item_id, type, value, time, overwrites, event_id, session, recommendation from events where project = ?";
    private static final String INSERT =
            "insert into events (project, sequence, user_id, item_id, type, value, time, overwrites, event_id, session, recommendation) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing";
    private static final String VERSION =
            """
            select (select max(sequence) from events where project = ? and user_id = ?),
              (select changes from rewrites where project = ? and user_id = ?)
            """;

    /** The time, so that a user who was erased and comes back has no version from before. */
    private static final String REWRITTEN =
            """
            insert into rewrites (project, user_id, changes) values (?, ?, ?)
            on conflict (project, user_id) do update set changes =
              case when excluded.changes > rewrites.changes then excluded.changes else rewrites.changes + 1 end
            """;

    private static final int CHUNK = 1000;
    private static final int PAGE = 10_000;
    private static final int LEAST_PAGE = 64;

    SqlEvents(SqlProject project) {
        super(project);
    }

    @Override
    public Appended append(List<Event> events, WriteMode mode) {
        if (events.size() > MAX_BATCH) {
            throw new IllegalArgumentException(
                    "at most %d events may come at once, but there are %d"
                            .formatted(MAX_BATCH, events.size()));
        }
        List<Event> copy = List.copyOf(events);
        return project.write(1 + copy.size(), connection -> append(connection, copy, mode));
    }

    /** The update locks the project's row, so that sequence numbers are committed in order. */
    private Appended append(Connection connection, List<Event> events, WriteMode mode)
            throws SQLException {
        Sql.update(
                connection,
                "update projects set last_sequence = last_sequence + ? where number = ?",
                events.size(),
                project.number);
        long last =
                Sql.number(
                        connection,
                        "select last_sequence from projects where number = ?",
                        project.number);
        int accepted = insert(connection, events, mode, last - events.size() + 1);
        return new Appended(accepted, events.size() - accepted, last);
    }

    private int insert(Connection connection, List<Event> events, WriteMode mode, long first)
            throws SQLException {
        int accepted = 0;
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (int k = 0; k < events.size(); k++) {
                database.changed(project.number, events.get(k).user());
                bind(insert, events.get(k), mode, first + k);
                insert.addBatch();
                if ((k + 1) % CHUNK == 0 || k + 1 == events.size()) {
                    for (int count : insert.executeBatch()) {
                        accepted += count;
                    }
                }
            }
        }
        return accepted;
    }

    private void bind(PreparedStatement insert, Event event, WriteMode mode, long sequence)
            throws SQLException {
        insert.setLong(1, project.number);
        insert.setLong(2, sequence);
        insert.setString(3, event.user());
        insert.setString(4, event.item());
        insert.setString(5, event.type());
        insert.setDouble(6, event.value());
        insert.setLong(7, event.time());
        insert.setInt(8, mode == WriteMode.SET ? 1 : 0);
        insert.setString(9, event.id());
        insert.setString(10, event.session());
        insert.setString(11, event.recommendation());
    }

    @Override
    public List<StoredEvent> list(Filter filter, long after, int limit) {
        Where where = where(filter);
        where.add(" and sequence > ?", after);
        where.add(" order by sequence limit ?", limit);
        return read(where);
    }

    @Override
    public long followingRecommendations(long after, Consumer<StoredEvent> each) {
        long last = project.versions().sequence();
        long from = after;
        List<StoredEvent> page;
        do {
            var where = new Where();
            where.add(" and recommendation is not null and sequence > ?", from);
            where.add(" and sequence <= ?", last);
            where.add(" order by sequence limit ?", PAGE);
            page = read(where);
            page.forEach(each);
            from = page.isEmpty() ? last : page.get(page.size() - 1).sequence();
        } while (page.size() == PAGE);
        return last;
    }

    @Override
    public List<StoredEvent> history(String user, int limit) {
        var kept = new ArrayList<StoredEvent>();
        var overwritten = new HashSet<List<String>>();
        long below = Long.MAX_VALUE;
        while (kept.size() < limit) {
            List<StoredEvent> page = newest(user, below, Math.max(LEAST_PAGE, limit));
            for (StoredEvent stored : page) {
                List<String> key = List.of(stored.event().item(), stored.event().type());
                if (kept.size() < limit && !overwritten.contains(key)) {
                    kept.add(stored);
                }
                if (stored.overwrites()) {
                    overwritten.add(key);
                }
                below = stored.sequence();
            }
            if (page.size() < Math.max(LEAST_PAGE, limit)) {
                break;
            }
        }
        Collections.reverse(kept);
        return kept;
    }

    private List<StoredEvent> newest(String user, long below, int limit) {
        Where where = where(Filter.user(user));
        where.add(" and sequence < ?", below);
        where.add(" order by sequence desc limit ?", limit);
        return read(where);
    }

    private List<StoredEvent> read(Where where) {
        return database.read(
                connection ->
                        Sql.list(
                                connection,
                                SqlEvents::stored,
                                COLUMNS + where.sql(),
                                where.args(project.number)));
    }

    static StoredEvent stored(ResultSet row) throws SQLException {
        var event =
                new Event(
                        row.getString(8),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getDouble(5),
                        row.getLong(6),
                        row.getString(9),
                        row.getString(10));
        return new StoredEvent(row.getLong(1), row.getInt(7) == 1, event);
    }

    @Override
    public HistoryVersion version(String user) {
        return database.history(
                project.number, user, () -> database.read(connection -> version(connection, user)));
    }

    private HistoryVersion version(Connection connection, String user) throws SQLException {
        HistoryVersion version =
                Sql.one(
                        connection,
                        row -> new HistoryVersion(row.getLong(1), row.getLong(2)),
                        VERSION,
                        project.number,
                        user,
                        project.number,
                        user);
        return Objects.requireNonNull(version);
    }

    @Override
    public int delete(Filter filter) {
        if (filter.user() == null && filter.item() == null) {
            throw new IllegalArgumentException(
                    "events are deleted by user or item, but the filter names neither");
        }
        int deleted = project.write(connection -> delete(connection, filter));
        if (deleted > 0) {
            project.files().deleteSnapshot();
        }
        return deleted;
    }

    private int delete(Connection connection, Filter filter) throws SQLException {
        Where where = where(filter);
        List<String> users =
                Sql.list(
                        connection,
                        row -> row.getString(1),
                        "select distinct user_id from events where project = ?" + where.sql(),
                        where.args(project.number));
        int deleted =
                Sql.update(
                        connection,
                        "delete from events where project = ?" + where.sql(),
                        where.args(project.number));
        rewritten(connection, users); // afterwards: on a full disk there is room by now
        deleted(connection);
        return deleted;
    }

    /** Notes that what is known of users changed otherwise than by an append. */
    void rewritten(Connection connection, Collection<String> users) throws SQLException {
        long now = database.now();
        Sql.each(
                connection,
                REWRITTEN,
                users,
                (statement, user) -> {
                    database.changed(project.number, user);
                    Sql.set(statement, project.number, user, now);
                });
    }

    /** Notes that the log changed otherwise than by an append. */
    void deleted(Connection connection) throws SQLException {
        Sql.update(
                connection,
                "update projects set deletions = deletions + 1 where number = ?",
                project.number);
    }

    @Override
    public int deleteBefore(long time) {
        return new Retention(project).deleteBefore(time);
    }

    @Override
    public long count() {
        return count("events");
    }

    @Override
    public InteractionLog interactions() {
        return new EventReader(project).read();
    }

    private static Where where(Filter filter) {
        var where = new Where();
        where.addIfThere(" and user_id = ?", filter.user());
        where.addIfThere(" and item_id = ?", filter.item());
        where.addIfThere(" and type = ?", filter.type());
        return where;
    }

    /** Conditions, each with its parameter: the texts are constants, never input. */
    private static final class Where {
        private final StringBuilder sql = new StringBuilder();
        private final List<@Nullable Object> args = new ArrayList<>();

        void add(String condition, Object value) {
            sql.append(condition);
            args.add(value);
        }

        void addIfThere(String condition, @Nullable String value) {
            if (value != null) {
                add(condition, Ids.checkText("a filter's text", value));
            }
        }

        String sql() {
            return sql.toString();
        }

        @Nullable Object[] args(long project) {
            var all = new ArrayList<@Nullable Object>();
            all.add(project);
            all.addAll(args);
            return all.toArray();
        }
    }
}
