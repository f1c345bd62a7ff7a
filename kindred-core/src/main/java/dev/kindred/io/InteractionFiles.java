package dev.kindred.io;

import dev.kindred.data.Interaction;
import dev.kindred.data.InteractionLog;

/** Reads interactions from files. */
public final class InteractionFiles {
    private InteractionFiles() {}

    /**
     * What a file holds.
     *
     * @param log the interactions in the order of the file
     * @param report what became of the lines
     */
    public record Result(InteractionLog log, ReadReport report) {}

    /**
     * Reads a file.
     *
     * @param source a path, or {@code archive.zip!member}
     * @throws DataException if the file cannot be read or no line of it is good
     */
    public static Result read(String source, ReadOptions options) {
        var table = new CsvTable(source);
        int user = table.column(ColumnRole.USER, options);
        int item = table.column(ColumnRole.ITEM, options);
        int value = table.column(ColumnRole.VALUE, options);
        int time = table.column(ColumnRole.TIME, options);
        int type = table.column(ColumnRole.TYPE, options);
        if (user < 0 || item < 0) {
            throw new DataException(
                    "%s has no %s column; its header is %s. Maybe --columns user=...,item=..."
                            .formatted(source, user < 0 ? "user" : "item", table.header));
        }
        var log = new InteractionLog();
        ReadReport report =
                table.read(
                        options,
                        record ->
                                log.add(
                                        record.getField(user),
                                        record.getField(item),
                                        type < 0 ? Interaction.RATING : record.getField(type),
                                        value < 0 ? 1 : Double.parseDouble(record.getField(value)),
                                        time < 0
                                                ? Interaction.NO_TIME
                                                : 1000 * Long.parseLong(record.getField(time))));
        return new Result(log, report);
    }
}
