package dev.kindred.store.sql;

import dev.kindred.experiment.analysis.Summary;
import dev.kindred.store.Outcomes;
import dev.kindred.store.Outcomes.Keep;
import dev.kindred.store.Outcomes.Outcome;
import dev.kindred.store.Outcomes.Sums;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The totals of units in one transaction: each is read once, changed in memory, and written at the
 * end together with what changes in the sums over units.
 */
final class Totals implements AutoCloseable {
    private static final String FIND =
            "select variant, count, y, x, crossed, bucket from outcomes where project = ? and experiment = ? and metric = ? and unit = ?";
    private static final String CROSSED =
            "select crossed from assignments where project = ? and experiment = ? and unit = ?";
    private static final String PUT =
            """
            insert into outcomes (project, experiment, metric, unit, variant, count, y, x, crossed, bucket)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (project, experiment, metric, unit) do update set
              count = excluded.count, y = excluded.y, x = excluded.x, crossed = excluded.crossed,
              bucket = excluded.bucket
            """;
    private static final String ADD_SUMS =
            """
            insert into outcome_sums (project, experiment, metric, variant, bucket, units, y, yy, x, xx, xy)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (project, experiment, metric, variant, bucket) do update set
              units = outcome_sums.units + excluded.units, y = outcome_sums.y + excluded.y,
              yy = outcome_sums.yy + excluded.yy, x = outcome_sums.x + excluded.x,
              xx = outcome_sums.xx + excluded.xx, xy = outcome_sums.xy + excluded.xy
            """;

    /** Of totals that are not kept by size, as of those that are not above 0. */
    private static final int ONE_SIZE = Integer.MIN_VALUE;

    private final SqlProject project;
    private final Connection connection;
    private final PreparedStatement find;
    private final Map<Key, Change> changes = new LinkedHashMap<>();

    Totals(SqlProject project, Connection connection) throws SQLException {
        this.project = project;
        this.connection = connection;
        this.find = connection.prepareStatement(FIND);
    }

    private @Nullable Total find(String experiment, String metric, String unit)
            throws SQLException {
        Sql.set(find, project.number, experiment, metric, unit);
        try (ResultSet row = find.executeQuery()) {
            return row.next() ? Total.of(row) : null;
        }
    }

    private record Key(String experiment, String metric, String unit) {}

    private record Total(
            String variant, long count, double y, double x, boolean crossed, int bucket) {
        static Total of(ResultSet row) throws SQLException {
            return new Total(
                    row.getString(1),
                    row.getLong(2),
                    row.getDouble(3),
                    row.getDouble(4),
                    row.getInt(5) == 1,
                    row.getInt(6));
        }

        Total with(Outcome one) {
            double sum = y + one.y();
            double now = one.keep() == Keep.ONCE ? sum > 0 ? 1 : 0 : sum;
            double with = x + one.x();
            return new Total(
                    variant,
                    count + 1,
                    now,
                    with,
                    crossed || !variant.equals(one.variant()),
                    bucket(one.keep(), now, with));
        }

        private static int bucket(Keep keep, double now, double with) {
            return switch (keep) {
                case BY_SIZE -> Summary.bucket(now);
                case BY_SIGN -> (int) Math.signum(now);
                case SUM, ONCE -> ONE_SIZE;
                case AT_MOST_X -> now > with ? Outcomes.ABOVE : ONE_SIZE;
            };
        }

        Total asCrossed() {
            return new Total(variant, count, y, x, true, bucket);
        }

        /** What it adds to the sums. */
        Sums sums(int sign) {
            double counts = bucket == Outcomes.ABOVE ? x : y;
            return new Sums(
                    sign,
                    sign * counts,
                    sign * counts * counts,
                    sign * x,
                    sign * x * x,
                    sign * x * counts);
        }
    }

    /** What a total was and is; a new one was nothing. */
    private static final class Change {
        final @Nullable Total before;
        Total now;

        Change(@Nullable Total before, Total now) {
            this.before = before;
            this.now = now;
        }
    }

    void add(Outcome one) throws SQLException {
        var key = new Key(one.experiment(), one.metric(), one.unit());
        Change known = changes.get(key);
        if (known == null) {
            Total before = find(one.experiment(), one.metric(), one.unit());
            known = new Change(before, before == null ? fresh(one) : before);
            changes.put(key, known);
        }
        known.now = known.now.with(one);
    }

    private Total fresh(Outcome one) throws SQLException {
        boolean crossed =
                Sql.number(connection, CROSSED, project.number, one.experiment(), one.unit()) == 1;
        return new Total(one.variant(), 0, 0, 0, crossed, ONE_SIZE);
    }

    /** Takes a unit that was seen in two variants out of the sums; after {@link #store}. */
    void cross(String experiment, String unit) throws SQLException {
        List<String> metrics =
                Sql.list(
                        connection,
                        row -> row.getString(1),
                        "select metric from outcomes where project = ? and experiment = ? and unit = ? and crossed = 0",
                        project.number,
                        experiment,
                        unit);
        for (String metric : metrics) {
            Total before = find(experiment, metric, unit);
            if (before != null) {
                var key = new Key(experiment, metric, unit);
                changes.put(key, new Change(before, before.asCrossed()));
            }
        }
    }

    /** Writes all changes. */
    void store() throws SQLException {
        var sums = new LinkedHashMap<Place, Sums>();
        changes.forEach(
                (key, change) -> {
                    note(sums, key, change.before, -1);
                    note(sums, key, change.now, 1);
                });
        Sql.each(connection, PUT, changes.entrySet(), this::bind);
        Sql.each(connection, ADD_SUMS, sums.entrySet(), this::bindSums);
        changes.clear();
    }

    @Override
    public void close() throws SQLException {
        find.close();
    }

    private record Place(String experiment, String metric, String variant, int bucket) {}

    private static void note(Map<Place, Sums> sums, Key key, @Nullable Total total, int sign) {
        if (total != null && !total.crossed) {
            var place = new Place(key.experiment, key.metric, total.variant, total.bucket);
            sums.merge(place, total.sums(sign), Totals::sum);
        }
    }

    static Sums sum(Sums a, Sums b) {
        return new Sums(
                a.units() + b.units(),
                a.y() + b.y(),
                a.yy() + b.yy(),
                a.x() + b.x(),
                a.xx() + b.xx(),
                a.xy() + b.xy());
    }

    private void bind(PreparedStatement put, Map.Entry<Key, Change> change) throws SQLException {
        Key key = change.getKey();
        Total now = change.getValue().now;
        Sql.set(
                put,
                project.number,
                key.experiment,
                key.metric,
                key.unit,
                now.variant,
                now.count,
                now.y,
                now.x,
                now.crossed,
                now.bucket);
    }

    private void bindSums(PreparedStatement add, Map.Entry<Place, Sums> entry) throws SQLException {
        Place place = entry.getKey();
        Sums sums = entry.getValue();
        Sql.set(
                add,
                project.number,
                place.experiment,
                place.metric,
                place.variant,
                place.bucket,
                sums.units(),
                sums.y(),
                sums.yy(),
                sums.x(),
                sums.xx(),
                sums.xy());
    }
}
