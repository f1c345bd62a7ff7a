package dev.kindred.store.sql;

import dev.kindred.store.Outcomes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

final class SqlOutcomes extends Part implements Outcomes {
    private static final String ADD =
            """
            insert into outcomes (project, experiment, metric, unit, variant, count, y, x, crossed)
            values (?, ?, ?, ?, ?, 1, ?, ?, 0)
            on conflict (project, experiment, metric, unit) do update set
              count = outcomes.count + 1, y = outcomes.y + excluded.y, x = outcomes.x + excluded.x,
              crossed = case when outcomes.variant = excluded.variant then outcomes.crossed else 1 end
            returning variant, count, y, x
            """;
    private static final String ADD_SUMS =
            """
            insert into outcome_sums (project, experiment, metric, variant, units, y, yy, x, xx, xy)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (project, experiment, metric, variant) do update set
              units = outcome_sums.units + excluded.units, y = outcome_sums.y + excluded.y,
              yy = outcome_sums.yy + excluded.yy, x = outcome_sums.x + excluded.x,
              xx = outcome_sums.xx + excluded.xx, xy = outcome_sums.xy + excluded.xy
            """;
    private static final int PAGE = 10_000;

    SqlOutcomes(SqlProject project) {
        super(project);
    }

    private record Key(String experiment, String metric, String variant) {}

    @Override
    public void add(List<Outcome> outcomes) {
        List<Outcome> copy = List.copyOf(outcomes);
        project.write(1 + copy.size(), connection -> add(connection, copy));
    }

    private int add(Connection connection, List<Outcome> outcomes) throws SQLException {
        var changes = new LinkedHashMap<Key, Sums>();
        try (PreparedStatement add = connection.prepareStatement(ADD)) {
            for (Outcome one : outcomes) {
                Sql.set(
                        add,
                        project.number,
                        one.experiment(),
                        one.metric(),
                        one.unit(),
                        one.variant(),
                        one.y(),
                        one.x());
                try (ResultSet total = add.executeQuery()) {
                    total.next();
                    var key = new Key(one.experiment(), one.metric(), total.getString(1));
                    changes.merge(key, change(one, total), SqlOutcomes::sum);
                }
            }
        }
        Sql.each(connection, ADD_SUMS, changes.entrySet(), this::bind);
        return outcomes.size();
    }

    /** What the new total of a unit adds to the sums of its variant. */
    private static Sums change(Outcome one, ResultSet total) throws SQLException {
        double y = total.getDouble(3);
        double x = total.getDouble(4);
        double oldY = y - one.y();
        double oldX = x - one.x();
        return new Sums(
                total.getLong(2) == 1 ? 1 : 0,
                one.y(),
                y * y - oldY * oldY,
                one.x(),
                x * x - oldX * oldX,
                x * y - oldX * oldY);
    }

    private static Sums sum(Sums a, Sums b) {
        return new Sums(
                a.units() + b.units(),
                a.y() + b.y(),
                a.yy() + b.yy(),
                a.x() + b.x(),
                a.xx() + b.xx(),
                a.xy() + b.xy());
    }

    private void bind(PreparedStatement add, Map.Entry<Key, Sums> change) throws SQLException {
        Key key = change.getKey();
        Sums sums = change.getValue();
        Sql.set(
                add,
                project.number,
                key.experiment(),
                key.metric(),
                key.variant(),
                sums.units(),
                sums.y(),
                sums.yy(),
                sums.x(),
                sums.xx(),
                sums.xy());
    }

    @Override
    public Map<String, Sums> sums(String experiment, String metric) {
        var byVariant = new LinkedHashMap<String, Sums>();
        database.read(
                connection ->
                        Sql.list(
                                connection,
                                row ->
                                        byVariant.merge(
                                                row.getString(1), sums(row), SqlOutcomes::sum),
                                "select variant, units, y, yy, x, xx, xy from outcome_sums where project = ? and experiment = ? and metric = ? order by variant",
                                project.number,
                                experiment,
                                metric));
        return byVariant;
    }

    private static Sums sums(ResultSet row) throws SQLException {
        return new Sums(
                row.getLong(2),
                row.getDouble(3),
                row.getDouble(4),
                row.getDouble(5),
                row.getDouble(6),
                row.getDouble(7));
    }

    @Override
    public List<String> metrics(String experiment) {
        return database.read(
                connection ->
                        Sql.list(
                                connection,
                                row -> row.getString(1),
                                "select distinct metric from outcome_sums where project = ? and experiment = ? order by metric",
                                project.number,
                                experiment));
    }

    @Override
    public void scan(String experiment, String metric, Consumer<Total> each) {
        for (String after = ""; after != null; ) {
            String start = after;
            List<Total> page =
                    database.read(
                            connection ->
                                    Sql.list(
                                            connection,
                                            SqlOutcomes::total,
                                            "select unit, variant, count, y, x, crossed from outcomes where project = ? and experiment = ? and metric = ? and unit > ? order by unit limit ?",
                                            project.number,
                                            experiment,
                                            metric,
                                            start,
                                            PAGE));
            page.forEach(each);
            after = page.size() < PAGE ? null : page.get(PAGE - 1).unit();
        }
    }

    private static Total total(ResultSet row) throws SQLException {
        return new Total(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                row.getDouble(4),
                row.getDouble(5),
                row.getInt(6) == 1);
    }
}
