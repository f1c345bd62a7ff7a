package dev.kindred.io;

import dev.kindred.data.Attributes;
import java.util.Arrays;

/** Reads attributes of items or users from files. */
public final class AttributeFiles {
    private AttributeFiles() {}

    /**
     * What a file holds.
     *
     * @param attributes the attributes in the order of the file
     * @param report what became of the lines
     */
    public record Result(Attributes attributes, ReadReport report) {}

    /**
     * Reads a file: CSV with a header, the id first, several values of a field separated by "|".
     *
     * @param source a path, or {@code archive.zip!member}
     * @throws DataException if the file cannot be read or no line of it is good
     */
    public static Result read(String source, ReadOptions options) {
        var table = new CsvTable(source);
        var attributes = new Attributes.Builder();
        ReadReport report =
                table.read(
                        options,
                        record -> {
                            attributes.id(record.getField(0));
                            for (int k = 1; k < table.header.size(); k++) {
                                String[] values = record.getField(k).split("\\|");
                                attributes.put(
                                        record.getField(0),
                                        table.header.get(k),
                                        Arrays.asList(values));
                            }
                        });
        return new Result(attributes.build(), report);
    }
}
