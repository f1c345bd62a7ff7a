package dev.kindred.store.sql;

import dev.kindred.store.Ids;
import dev.kindred.store.Series;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

final class SqlSeries extends Part implements Series {
    private static final String UPSERT =
            " on conflict (project, name, step, time) do update set count = series.count + excluded.count, sum = series.sum + excluded.sum";
    private static final String ADD =
            "insert into series (project, name, step, time, count, sum) values (?, ?, ?, ?, ?, ?)"
                    + UPSERT;
    private static final String ROLL_UP =
            """
            insert into series (project, name, step, time, count, sum)
            select project, name, 3600000, time / 3600000 * 3600000, sum(count), sum(sum) from series
            where project = ? and step = 60000 and time < ?
            group by project, name, time / 3600000 * 3600000
            """
                    + UPSERT;

    SqlSeries(SqlProject project) {
        super(project);
    }

    @Override
    public void add(List<Point> points) {
        List<Point> copy = List.copyOf(points);
        copy.forEach(point -> Ids.check("name of a series", point.name()));
        project.write(
                1 + copy.size(),
                connection -> {
                    Sql.each(connection, ADD, copy, this::bind);
                    return copy.size();
                });
    }

    private void bind(PreparedStatement add, Point point) throws SQLException {
        Sql.set(
                add,
                project.number,
                point.name(),
                MINUTE,
                floor(point.time(), MINUTE),
                point.count(),
                point.sum());
    }

    private static long floor(long time, long step) {
        return Math.floorDiv(time, step) * step;
    }

    @Override
    public List<Point> read(String name, long from, long until, long step) {
        if (step < MINUTE || step % MINUTE != 0) {
            throw new IllegalArgumentException(
                    "step must be a multiple of %d milliseconds, but is %d"
                            .formatted(MINUTE, step));
        }
        return database.read(
                connection ->
                        Sql.list(
                                connection,
                                row ->
                                        new Point(
                                                name,
                                                row.getLong(1),
                                                row.getLong(2),
                                                row.getDouble(3)),
                                "select time / ? * ? as span, sum(count), sum(sum) from series where project = ? and name = ? and time >= ? and time < ? group by 1 order by 1",
                                step,
                                step,
                                project.number,
                                name,
                                floor(from, step),
                                until));
    }

    @Override
    public List<String> names() {
        return database.read(
                connection ->
                        Sql.list(
                                connection,
                                row -> row.getString(1),
                                "select distinct name from series where project = ? order by name",
                                project.number));
    }

    @Override
    public int rollUp(long before) {
        long hour = floor(before, HOUR);
        return project.write(
                connection -> {
                    Sql.update(connection, ROLL_UP, project.number, hour);
                    return Sql.update(
                            connection,
                            "delete from series where project = ? and step = 60000 and time < ?",
                            project.number,
                            hour);
                });
    }

    @Override
    public int purge(long before) {
        return project.write(
                connection ->
                        Sql.update(
                                connection,
                                "delete from series where project = ? and time < ?",
                                project.number,
                                before));
    }
}
