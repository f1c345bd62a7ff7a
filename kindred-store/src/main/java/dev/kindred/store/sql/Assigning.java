package dev.kindred.store.sql;

import dev.kindred.store.Exposure;
import dev.kindred.store.Exposures.Measure;
import dev.kindred.store.Outcomes.Arm;
import dev.kindred.store.Outcomes.Outcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What new exposures change in their experiments, in one transaction: the variants of units, how
 * many each variant has, and what was measured of the exposures.
 */
final class Assigning implements AutoCloseable {
    private static final String FIND =
            "select variant, crossed from assignments where project = ? and experiment = ? and unit = ?";
    private static final String ENTER =
            "insert into assignments (project, experiment, unit, variant, time, crossed) values (?, ?, ?, ?, ?, 0)";
    private static final String CROSS =
            "update assignments set crossed = 1 where project = ? and experiment = ? and unit = ?";
    private static final String ADD_ARM =
            """
            insert into arms (project, experiment, variant, units, crossed, exposures)
            values (?, ?, ?, ?, ?, ?)
            on conflict (project, experiment, variant) do update set
              units = arms.units + excluded.units, crossed = arms.crossed + excluded.crossed,
              exposures = arms.exposures + excluded.exposures
            """;

    private final SqlProject project;
    private final Connection connection;
    private final PreparedStatement find;
    private final PreparedStatement enter;
    private final Map<Key, Known> units = new LinkedHashMap<>();
    private final Map<Key, Arm> arms = new LinkedHashMap<>();
    private final Set<Key> crossing = new LinkedHashSet<>();
    private final List<Outcome> outcomes = new ArrayList<>();

    Assigning(SqlProject project, Connection connection) throws SQLException {
        this.project = project;
        this.connection = connection;
        this.find = connection.prepareStatement(FIND);
        this.enter = connection.prepareStatement(ENTER);
    }

    /** A unit, or a variant, of an experiment. */
    private record Key(String experiment, String id) {}

    private record Known(String variant, boolean crossed) {}

    /** An exposure that was not there before. */
    void exposed(SqlExposures.Logged logged) throws SQLException {
        Exposure one = logged.exposure();
        var unit = new Key(one.experiment(), one.user());
        add(one.experiment(), one.variant(), new Arm(0, 0, 1));
        Known known = units.get(unit);
        if (known == null) {
            known = find(unit);
        }
        boolean isFirst = known == null;
        if (known == null) {
            Sql.set(enter, project.number, one.experiment(), one.user(), one.variant(), one.time());
            enter.executeUpdate();
            known = new Known(one.variant(), false);
            add(one.experiment(), one.variant(), new Arm(1, 0, 0));
        } else if (!known.crossed && !known.variant.equals(one.variant())) {
            Sql.update(connection, CROSS, project.number, one.experiment(), one.user());
            add(one.experiment(), known.variant, new Arm(-1, 1, 0));
            known = new Known(known.variant, true);
            crossing.add(unit);
        }
        units.put(unit, known);
        if (!known.crossed) {
            measured(logged, isFirst);
        }
    }

    /** A unit of which is known that it saw another variant under another name. */
    void cross(String experiment, String id) throws SQLException {
        var unit = new Key(experiment, id);
        Known known = find(unit);
        if (known != null && !known.crossed) {
            Sql.update(connection, CROSS, project.number, experiment, id);
            add(experiment, known.variant, new Arm(-1, 1, 0));
            crossing.add(unit);
        }
    }

    private @Nullable Known find(Key unit) throws SQLException {
        Sql.set(find, project.number, unit.experiment, unit.id);
        try (ResultSet row = find.executeQuery()) {
            return row.next() ? new Known(row.getString(1), row.getInt(2) == 1) : null;
        }
    }

    private void measured(SqlExposures.Logged logged, boolean isFirst) {
        Exposure one = logged.exposure();
        for (Measure measure : logged.measures()) {
            if (isFirst || !measure.first()) {
                outcomes.add(
                        new Outcome(
                                one.experiment(),
                                measure.metric(),
                                one.user(),
                                one.variant(),
                                measure.y(),
                                measure.x(),
                                measure.keep()));
            }
        }
    }

    private void add(String experiment, String variant, Arm more) {
        arms.merge(
                new Key(experiment, variant),
                more,
                (a, b) ->
                        new Arm(
                                a.units() + b.units(),
                                a.crossed() + b.crossed(),
                                a.exposures() + b.exposures()));
    }

    /** Writes what was collected. */
    void finish() throws SQLException {
        Sql.each(connection, ADD_ARM, arms.entrySet(), this::bind);
        try (var totals = new Totals(project, connection)) {
            for (Outcome one : outcomes) {
                totals.add(one);
            }
            totals.store();
            for (Key unit : crossing) {
                totals.cross(unit.experiment, unit.id);
            }
            totals.store();
        }
    }

    @Override
    public void close() throws SQLException {
        find.close();
        enter.close();
    }

    private void bind(PreparedStatement add, Map.Entry<Key, Arm> entry) throws SQLException {
        Key key = entry.getKey();
        Arm arm = entry.getValue();
        Sql.set(
                add,
                project.number,
                key.experiment,
                key.id,
                arm.units(),
                arm.crossed(),
                arm.exposures());
    }
}
