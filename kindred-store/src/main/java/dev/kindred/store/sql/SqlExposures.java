package dev.kindred.store.sql;

import dev.kindred.store.Exposure;
import dev.kindred.store.Exposures;
import dev.kindred.store.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

final class SqlExposures extends Part implements Exposures {
    private static final String COLUMNS =
            "select recommendation, user_id, time, experiment, variant, policy, model, items, positions, propensities from exposures where project = ?";
    private static final String INSERT =
            "insert into exposures (project, recommendation, user_id, time, experiment, variant, policy, model, items, positions, propensities) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing";
    private static final List<String> OF_EXPERIMENT =
            List.of(
                    "delete from exposures where project = ? and experiment = ?",
                    "delete from assignments where project = ? and experiment = ?",
                    "delete from outcomes where project = ? and experiment = ?",
                    "delete from outcome_sums where project = ? and experiment = ?",
                    "delete from arms where project = ? and experiment = ?",
                    "delete from looks where project = ? and experiment = ?");
    private static final int PAGE = 5_000;

    SqlExposures(SqlProject project) {
        super(project);
    }

    /** An exposure and what was measured of it. */
    record Logged(Exposure exposure, List<Measure> measures) {
        Logged {
            measures = List.copyOf(measures);
        }
    }

    @Override
    public boolean offer(Exposure exposure, List<Measure> measures) {
        return database.exposures().offer(project, new Logged(exposure, measures));
    }

    @Override
    public long dropped() {
        return database.exposures().dropped();
    }

    @Override
    public int waiting() {
        return database.exposures().waiting();
    }

    @Override
    public void flush() {
        database.exposures().flush();
    }

    void insert(List<Logged> logged) {
        project.write(1 + logged.size(), connection -> insert(connection, logged));
    }

    private int insert(Connection connection, List<Logged> logged) throws SQLException {
        try (var assigning = new Assigning(project, connection);
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (Logged one : logged) {
                bind(insert, one.exposure());
                boolean isNew = insert.executeUpdate() == 1;
                if (isNew && !one.exposure().experiment().isEmpty()) {
                    assigning.exposed(one);
                }
            }
            assigning.finish();
        }
        return logged.size();
    }

    private void bind(PreparedStatement insert, Exposure one) throws SQLException {
        Sql.set(
                insert,
                project.number,
                one.recommendation(),
                one.user(),
                one.time(),
                one.experiment(),
                one.variant(),
                one.policy(),
                one.model(),
                Json.array(one.items()),
                Bytes.of(one.positions()),
                Bytes.of(one.propensities()));
    }

    @Override
    public List<Exposure> of(String recommendation) {
        return read(COLUMNS + " and recommendation = ? order by experiment", recommendation);
    }

    @Override
    public List<Exposure> ofUser(String user, long from, long until, int limit) {
        return read(
                COLUMNS
                        + " and user_id = ? and time >= ? and time < ? order by time desc, recommendation desc, experiment limit ?",
                user,
                from,
                until,
                limit);
    }

    private List<Exposure> read(String sql, Object... args) {
        Object[] all = new Object[args.length + 1];
        all[0] = project.number;
        System.arraycopy(args, 0, all, 1, args.length);
        return database.read(connection -> Sql.list(connection, SqlExposures::exposure, sql, all));
    }

    @Override
    public void scan(@Nullable String experiment, long from, long until, Consumer<Exposure> each) {
        String wanted = experiment == null ? "" : " and experiment = ?";
        String page =
                COLUMNS
                        + " and time < ? and (time, recommendation, experiment) > (?, ?, ?)"
                        + wanted
                        + " order by time, recommendation, experiment limit ?";
        long time = from;
        String recommendation = "";
        String last = "";
        while (true) {
            Object[] start = {until, time, recommendation, last, PAGE};
            Object[] startOf = {until, time, recommendation, last, experiment, PAGE};
            List<Exposure> found = read(page, experiment == null ? start : startOf);
            found.forEach(each);
            if (found.size() < PAGE) {
                return;
            }
            Exposure end = found.get(PAGE - 1);
            time = end.time();
            recommendation = end.recommendation();
            last = end.experiment();
        }
    }

    private static Exposure exposure(ResultSet row) throws SQLException {
        return new Exposure(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getLong(7),
                Json.texts(row.getString(8)),
                Bytes.ints(row.getBytes(9)),
                Bytes.doubles(row.getBytes(10)));
    }

    @Override
    public @Nullable Assigned assigned(String experiment, String unit) {
        return database.read(
                connection ->
                        Sql.one(
                                connection,
                                row ->
                                        new Assigned(
                                                row.getString(1),
                                                row.getLong(2),
                                                row.getInt(3) == 1),
                                "select variant, time, crossed from assignments where project = ? and experiment = ? and unit = ?",
                                project.number,
                                experiment,
                                unit));
    }

    @Override
    public Map<String, Assigned> assigned(String unit) {
        var byExperiment = new LinkedHashMap<String, Assigned>();
        database.read(
                connection ->
                        Sql.list(
                                connection,
                                row ->
                                        byExperiment.put(
                                                row.getString(1),
                                                new Assigned(
                                                        row.getString(2),
                                                        row.getLong(3),
                                                        row.getInt(4) == 1)),
                                "select experiment, variant, time, crossed from assignments where project = ? and unit = ? order by experiment",
                                project.number,
                                unit));
        return byExperiment;
    }

    @Override
    public boolean wasShown(String experiment, String user, long from, long until) {
        return database.read(
                        connection ->
                                Sql.number(
                                        connection,
                                        "select 1 from exposures where project = ? and user_id = ? and time >= ? and time <= ? and experiment = ? limit 1",
                                        project.number,
                                        user,
                                        from,
                                        until,
                                        experiment))
                == 1;
    }

    @Override
    public int purge(long before) {
        int purged = 0;
        for (int now = PAGE; now >= PAGE; ) {
            now = project.write(PAGE, connection -> purge(connection, before));
            purged += now;
        }
        return purged;
    }

    /** Removes the oldest: about a page, more if many have the same time. */
    private int purge(Connection connection, long before) throws SQLException {
        Long last =
                Sql.one(
                        connection,
                        row -> row.getLong(1),
                        "select time from exposures where project = ? and time < ? order by time limit 1 offset ?",
                        project.number,
                        before,
                        PAGE - 1);
        return Sql.update(
                connection,
                "delete from exposures where project = ? and time <= ?",
                project.number,
                last == null ? before - 1 : last);
    }

    @Override
    public void forget(String experiment) {
        project.write(
                connection -> {
                    for (String sql : OF_EXPERIMENT) {
                        Sql.update(connection, sql, project.number, experiment);
                    }
                    return OF_EXPERIMENT.size();
                });
    }
}
