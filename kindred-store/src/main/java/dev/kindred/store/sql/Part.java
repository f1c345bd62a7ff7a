package dev.kindred.store.sql;

/** A part of a project: rows of tables that carry the project's number. */
abstract class Part {
    final SqlProject project;
    final Database database;

    Part(SqlProject project) {
        this.project = project;
        this.database = project.database;
    }

    /** How many rows a table has of the project. */
    final long count(String table) {
        return database.read(
                connection ->
                        Sql.number(
                                connection,
                                "select count(*) from " + table + " where project = ?",
                                project.number));
    }
}
