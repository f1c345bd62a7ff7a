package dev.kindred.store.sql;

import dev.kindred.store.Outcomes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

final class SqlOutcomes extends Part implements Outcomes {
    private static final String EXPOSED =
            """
            select a.unit, a.variant, coalesce(o.count, 0), coalesce(o.y, 0), coalesce(o.x, 0), a.crossed
            from assignments a left join outcomes o on o.project = a.project
              and o.experiment = a.experiment and o.unit = a.unit and o.metric = ?
            where a.project = ? and a.experiment = ? and a.unit > ? order by a.unit limit ?
            """;
    private static final Sums NONE = new Sums(0, 0, 0, 0, 0, 0);
    private static final int PAGE = 10_000;

    SqlOutcomes(SqlProject project) {
        super(project);
    }

    @Override
    public void add(List<Outcome> outcomes) {
        List<Outcome> copy = List.copyOf(outcomes);
        project.write(1 + copy.size(), connection -> add(connection, copy));
    }

    private int add(Connection connection, List<Outcome> outcomes) throws SQLException {
        try (var totals = new Totals(project, connection)) {
            for (Outcome one : outcomes) {
                totals.add(one);
            }
            totals.store();
        }
        return outcomes.size();
    }

    @Override
    public Map<String, Sums> sums(String experiment, String metric) {
        var sums = new LinkedHashMap<String, Sums>();
        bySize(experiment, metric)
                .forEach(
                        (variant, buckets) ->
                                sums.put(
                                        variant,
                                        buckets.values().stream().reduce(NONE, Totals::sum)));
        return sums;
    }

    @Override
    public Map<String, Map<Integer, Sums>> bySize(String experiment, String metric) {
        var byVariant = new LinkedHashMap<String, Map<Integer, Sums>>();
        database.read(
                connection ->
                        Sql.list(
                                connection,
                                row ->
                                        byVariant
                                                .computeIfAbsent(
                                                        row.getString(1),
                                                        key -> new LinkedHashMap<>())
                                                .put(row.getInt(2), sums(row)),
                                "select variant, bucket, units, y, yy, x, xx, xy from outcome_sums where project = ? and experiment = ? and metric = ? and units > 0 order by variant, bucket",
                                project.number,
                                experiment,
                                metric));
        return byVariant;
    }

    private static Sums sums(ResultSet row) throws SQLException {
        return new Sums(
                row.getLong(3),
                row.getDouble(4),
                row.getDouble(5),
                row.getDouble(6),
                row.getDouble(7),
                row.getDouble(8));
    }

    @Override
    public Map<String, Arm> arms(String experiment) {
        var arms = new LinkedHashMap<String, Arm>();
        database.read(
                connection ->
                        Sql.list(
                                connection,
                                row ->
                                        arms.put(
                                                row.getString(1),
                                                new Arm(
                                                        row.getLong(2),
                                                        row.getLong(3),
                                                        row.getLong(4))),
                                "select variant, units, crossed, exposures from arms where project = ? and experiment = ? order by variant",
                                project.number,
                                experiment));
        return arms;
    }

    @Override
    public long position(String reader) {
        return database.read(connection -> position(connection, reader));
    }

    private long position(Connection connection, String reader) throws SQLException {
        return Sql.number(
                connection,
                "select sequence from readers where project = ? and name = ?",
                project.number,
                reader);
    }

    @Override
    public boolean advance(String reader, long from, long to, List<Outcome> outcomes) {
        List<Outcome> copy = List.copyOf(outcomes);
        return project.write(
                1 + copy.size(),
                connection -> {
                    if (position(connection, reader) != from) {
                        return false;
                    }
                    Sql.update(
                            connection,
                            "insert into readers (project, name, sequence) values (?, ?, ?) on conflict (project, name) do update set sequence = excluded.sequence",
                            project.number,
                            reader,
                            to);
                    add(connection, copy);
                    return true;
                });
    }

    @Override
    public Map<String, Double> looks(String experiment) {
        var looks = new LinkedHashMap<String, Double>();
        database.read(
                connection ->
                        Sql.list(
                                connection,
                                row -> looks.put(row.getString(1), row.getDouble(2)),
                                "select name, p from looks where project = ? and experiment = ? order by name",
                                project.number,
                                experiment));
        return looks;
    }

    @Override
    public void look(String experiment, Map<String, Double> p) {
        Map<String, Double> copy = Map.copyOf(p);
        project.write(
                1 + copy.size(),
                connection -> {
                    Sql.each(
                            connection,
                            "insert into looks (project, experiment, name, p) values (?, ?, ?, ?) on conflict (project, experiment, name) do update set p = excluded.p where excluded.p < looks.p",
                            copy.entrySet(),
                            (statement, one) ->
                                    Sql.set(
                                            statement,
                                            project.number,
                                            experiment,
                                            one.getKey(),
                                            one.getValue()));
                    return copy.size();
                });
    }

    @Override
    public List<String> metrics(String experiment) {
        return database.read(
                connection ->
                        Sql.list(
                                connection,
                                row -> row.getString(1),
                                "select distinct metric from outcome_sums where project = ? and experiment = ? and units > 0 order by metric",
                                project.number,
                                experiment));
    }

    @Override
    public void scan(String experiment, String metric, Consumer<Total> each) {
        pages(
                "select unit, variant, count, y, x, crossed from outcomes where project = ? and experiment = ? and metric = ? and unit > ? order by unit limit ?",
                experiment,
                metric,
                each);
    }

    @Override
    public void scanExposed(String experiment, String metric, Consumer<Total> each) {
        pages(EXPOSED, experiment, metric, each);
    }

    /** Both queries by pages; they name their parameters in their own order. */
    private void pages(String sql, String experiment, String metric, Consumer<Total> each) {
        boolean isJoin = sql.equals(EXPOSED);
        for (String after = ""; after != null; ) {
            String start = after;
            Object[] args =
                    isJoin
                            ? new Object[] {metric, project.number, experiment, start, PAGE}
                            : new Object[] {project.number, experiment, metric, start, PAGE};
            List<Total> page =
                    database.read(
                            connection -> Sql.list(connection, SqlOutcomes::total, sql, args));
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
