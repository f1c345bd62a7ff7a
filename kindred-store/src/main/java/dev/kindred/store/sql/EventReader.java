package dev.kindred.store.sql;

import dev.kindred.data.InteractionLog;
import dev.kindred.store.StoreException;
import dev.kindred.store.StoreException.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the events that count: those of the snapshot, then those stored since.
 *
 * <p>The snapshot is derived: if it is missing, damaged, of another store, or if events were
 * deleted since, all are read from the database. It is written anew once the events since are many.
 */
final class EventReader {
    private static final Logger LOGGER = LoggerFactory.getLogger(EventReader.class);
    private static final int PAGE = 50_000;
    private static final int MANY = 10_000;
    private static final int SHARE = 20; // or a twentieth of the snapshot
    private static final int ATTEMPTS = 3;

    private final SqlProject project;
    private final Path file;

    EventReader(SqlProject project) {
        this.project = project;
        this.file = project.files().snapshot();
    }

    /** What the database says of the project's events. */
    private record State(String token, long sequence, long deletions) {}

    InteractionLog read() {
        for (int attempt = 1; ; attempt++) {
            State state = state();
            LogSnapshot base = usable(LogSnapshot.read(file), state);
            InteractionLog log = base == null ? new InteractionLog() : base.log();
            int before = log.size();
            long seen = base == null ? 0 : base.sequence();
            log = withEventsAfter(seen, state.sequence(), log);
            boolean unchanged = state().deletions() == state.deletions();
            if (unchanged || attempt == ATTEMPTS) {
                boolean stale = state.sequence() - seen > Math.max(MANY, before / SHARE);
                if (unchanged && stale) {
                    keep(new LogSnapshot(state.token(), state.sequence(), state.deletions(), log));
                }
                return log;
            }
        }
    }

    private State state() {
        State state =
                project.database.read(
                        connection ->
                                Sql.one(
                                        connection,
                                        row ->
                                                new State(
                                                        row.getString(1),
                                                        row.getLong(2),
                                                        row.getLong(3)),
                                        "select token, last_sequence, deletions from projects where number = ?",
                                        project.number));
        if (state == null) {
            throw new StoreException(
                    Reason.NOT_FOUND, "there is no project \"%s\"".formatted(project.id()));
        }
        return state;
    }

    private static @Nullable LogSnapshot usable(@Nullable LogSnapshot snapshot, State state) {
        boolean fits =
                snapshot != null
                        && snapshot.token().equals(state.token())
                        && snapshot.deletions() == state.deletions()
                        && snapshot.sequence() <= state.sequence();
        return fits ? snapshot : null;
    }

    /** An erased person must not come back with a snapshot that was begun before. */
    private void keep(LogSnapshot snapshot) {
        try {
            snapshot.write(file);
        } catch (IOException e) {
            LOGGER.warn("The snapshot of the events cannot be written: {}", e.getMessage());
        }
        if (state().deletions() != snapshot.deletions()) {
            project.files().deleteSnapshot();
        }
    }

    private InteractionLog withEventsAfter(long after, long last, InteractionLog log) {
        var overwrites = new BitSet();
        long from = after;
        while (from < last) {
            long start = from;
            from =
                    project.database.read(
                            connection -> page(connection, start, last, log, overwrites));
        }
        return overwrites.isEmpty() ? log : folded(log, overwrites);
    }

    /** Adds a page of events; the number of its last one, or {@code last} at the end. */
    private long page(
            Connection connection, long after, long last, InteractionLog log, BitSet overwrites)
            throws SQLException {
        long sequence = after;
        int count = 0;
        try (PreparedStatement select =
                connection.prepareStatement(
                        "select sequence, user_id, item_id, type, value, time, overwrites from events where project = ? and sequence > ? and sequence <= ? order by sequence limit ?")) {
            Sql.set(select, project.number, after, last, PAGE);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    sequence = row.getLong(1);
                    overwrites.set(log.size(), row.getInt(7) == 1);
                    log.add(
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getDouble(5),
                            row.getLong(6));
                    count++;
                }
            }
        }
        return count < PAGE ? last : sequence;
    }

    /** User, item and type of an event, as rows. */
    private record Key(int user, int item, int type) {
        static Key of(InteractionLog log, int k) {
            return new Key(log.user(k), log.item(k), log.type(k));
        }
    }

    /** Without the events that were overwritten. */
    private static InteractionLog folded(InteractionLog log, BitSet overwrites) {
        Map<Key, Integer> lastSet = new HashMap<>();
        for (int k = overwrites.nextSetBit(0); k >= 0; k = overwrites.nextSetBit(k + 1)) {
            lastSet.put(Key.of(log, k), k);
        }
        var kept = new BitSet();
        for (int k = 0; k < log.size(); k++) {
            Integer set = lastSet.get(Key.of(log, k));
            kept.set(k, set == null || set <= k);
        }
        return log.only(kept);
    }
}
