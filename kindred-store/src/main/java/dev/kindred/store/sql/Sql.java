package dev.kindred.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements with parameters. Booleans are stored as 0 and 1. */
final class Sql {
    private Sql() {}

    /** Work on one connection. */
    @FunctionalInterface
    interface Work<T extends @Nullable Object> {
        T on(Connection connection) throws SQLException;
    }

    /** Turns the present row into a value. */
    @FunctionalInterface
    interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    static <T> List<T> list(Connection connection, Row<T> row, String sql, @Nullable Object... args)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, args);
                ResultSet rows = statement.executeQuery()) {
            var list = new ArrayList<T>();
            while (rows.next()) {
                list.add(row.of(rows));
            }
            return list;
        }
    }

    /** The first row, or null. */
    static <T> @Nullable T one(
            Connection connection, Row<T> row, String sql, @Nullable Object... args)
            throws SQLException {
        List<T> rows = list(connection, row, sql, args);
        return rows.isEmpty() ? null : rows.get(0);
    }

    /** The number in the first column of the first row; 0 if there is no row. */
    static long number(Connection connection, String sql, @Nullable Object... args)
            throws SQLException {
        Long number = one(connection, row -> row.getLong(1), sql, args);
        return number == null ? 0 : number;
    }

    /** Runs a change; returns how many rows it met. */
    static int update(Connection connection, String sql, @Nullable Object... args)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, args)) {
            return statement.executeUpdate();
        }
    }

    /** Sets the parameters of a statement for one value. */
    @FunctionalInterface
    interface Binder<T> {
        void bind(PreparedStatement statement, T value) throws SQLException;
    }

    /** Runs a change once for each value. */
    static <T> void each(Connection connection, String sql, Collection<T> values, Binder<T> binder)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (T value : values) {
                binder.bind(statement, value);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    static void set(PreparedStatement statement, @Nullable Object... args) throws SQLException {
        for (int k = 0; k < args.length; k++) {
            Object value = args[k];
            statement.setObject(k + 1, value instanceof Boolean flag ? flag ? 1 : 0 : value);
        }
    }

    static @Nullable Long longOrNull(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? null : number;
    }

    private static PreparedStatement prepare(
            Connection connection, String sql, @Nullable Object... args) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            set(statement, args);
            return statement;
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }
}
