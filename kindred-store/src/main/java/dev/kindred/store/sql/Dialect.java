package dev.kindred.store.sql;

import dev.kindred.store.StoreException;
import dev.kindred.store.StoreException.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** In what the databases differ. */
enum Dialect {
    SQLITE(
            Map.of(
                    "identity", "integer primary key autoincrement",
                    "id", "text",
                    "double", "real",
                    "bytes", "blob",
                    "clustered", "without rowid"),
            "instr(%s, ?) > 0",
            "",
            ""),
    POSTGRESQL(
            Map.of(
                    "identity", "bigint generated always as identity primary key",
                    "id", "text collate \"C\"",
                    "double", "double precision",
                    "bytes", "bytea",
                    "clustered", ""),
            "position(? in %s) > 0",
            " for update",
            " overriding system value");

    /** The words of the schema. */
    final Map<String, String> words;

    /** What makes a query lock its rows; SQLite's transactions lock all. */
    final String lock;

    /** What lets an insert give a number of its own to a row that would be numbered. */
    final String overriding;

    private final String contains;

    Dialect(Map<String, String> words, String contains, String lock, String overriding) {
        this.words = words;
        this.contains = contains;
        this.lock = lock;
        this.overriding = overriding;
    }

    /** A condition: a column of bytes or text holds the parameter. */
    String contains(String column) {
        return contains.formatted(column);
    }

    /** Goes on counting after the rows that were given numbers of their own; SQLite does so. */
    void resetIdentities(Connection connection) throws SQLException {
        if (this == POSTGRESQL) {
            Sql.number(
                    connection,
                    "select setval(pg_get_serial_sequence('projects', 'number'), coalesce(max(number), 0) + 1, false) from projects");
            Sql.number(
                    connection,
                    "select setval(pg_get_serial_sequence('audit', 'sequence'), coalesce(max(sequence), 0) + 1, false) from audit");
        }
    }

    /** What an error of the database means to the caller. */
    static StoreException translate(SQLException error) {
        Reason reason =
                error instanceof SQLiteException lite ? reason(lite) : reason(error.getSQLState());
        String what =
                switch (reason) {
                    case FULL -> "the disk of the store is full. Maybe free some space";
                    case CONFLICT -> "something else has been stored in this place meanwhile";
                    case DAMAGED -> "the store's data are damaged. Maybe restore a backup";
                    default -> "the store's database does not do what it is asked";
                };
        return new StoreException(reason, "%s (%s)".formatted(what, error.getMessage()), error);
    }

    /** Whether the connection is no longer one: the server stopped or went away. */
    static boolean isBroken(SQLException error) {
        String state = error.getSQLState();
        return state != null
                && (state.startsWith("57P0") || state.startsWith("08"))
                && !(error instanceof SQLTransientConnectionException); // none could be opened
    }

    /** Whether two transactions waited for each other, and this one was ended for it. */
    static boolean isDeadlock(Throwable error) {
        return error instanceof SQLException sql
                && ("40P01".equals(sql.getSQLState()) || "40001".equals(sql.getSQLState()));
    }

    private static Reason reason(SQLiteException error) {
        // The low byte is the primary code; the others say more of the same.
        int code = error.getResultCode().code & 0xff;
        if (code == SQLiteErrorCode.SQLITE_FULL.code) {
            return Reason.FULL;
        }
        if (code == SQLiteErrorCode.SQLITE_CONSTRAINT.code) {
            return Reason.CONFLICT;
        }
        boolean damaged =
                code == SQLiteErrorCode.SQLITE_CORRUPT.code
                        || code == SQLiteErrorCode.SQLITE_NOTADB.code;
        return damaged ? Reason.DAMAGED : Reason.UNAVAILABLE;
    }

    private static Reason reason(@Nullable String state) {
        if (state == null) {
            return Reason.UNAVAILABLE;
        }
        if (state.equals("53100")) {
            return Reason.FULL;
        }
        if (state.startsWith("23")) {
            return Reason.CONFLICT;
        }
        return state.startsWith("XX00") && !state.equals("XX000")
                ? Reason.DAMAGED
                : Reason.UNAVAILABLE;
    }
}
