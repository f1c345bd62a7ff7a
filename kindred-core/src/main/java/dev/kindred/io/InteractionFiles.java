package dev.kindred.io;

import dev.kindred.data.InteractionLog;
import java.util.List;

/**
 * Reads interactions from files: comma, semicolon, pipe, space or tab between the fields, with or
 * without a header; JSON lines; MovieLens' {@code u.data} and {@code ratings.dat}; {@code user item
 * item ...}. Plain, gzip or a member of a zip archive; UTF-8 with or without a byte-order mark.
 *
 * <p>Layout and columns are guessed where the options do not name them. Columns of a header go by
 * their names (user, userId, movie_id, rating, timestamp and many more); without a header, two
 * columns are user and item, a third and fourth value and time. Values are finite numbers of at
 * most 1e15 either way, and 1 where the file has none; an empty value is 1 where the line may name
 * a type of event, and an error elsewhere. Times are seconds since 1970, also with decimals,
 * milliseconds from 1e11 on, or ISO-8601. Ids have at most 256 bytes.
 *
 * <p>A line that breaks a rule is counted and reported, and the others are read. Duplicates are no
 * error. Cost: time O(bytes), about a million lines in a second; beyond the log itself, memory for
 * one line, which may have 1 MB (16 MB in {@code user item item ...}).
 */
public final class InteractionFiles {
    private static final List<String> USUAL =
            List.of("u.data", "ratings.dat", "ratings.csv", "interactions.csv", "events.csv");

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
     * @param source a path, or {@code archive.zip!member}, where the last part of the member's path
     *     is enough, and none is needed if the archive holds one file of data
     * @throws DataException if the file cannot be read or no line of it is good; with strict
     *     options, at the first bad line
     */
    public static Result read(String source, ReadOptions options) {
        try (Source opened = Source.open(source, USUAL)) {
            return read(new LineReader(opened), options);
        }
    }

    static Result read(LineReader lines, ReadOptions options) {
        List<String> sample = lines.sample();
        String source = lines.source().name();
        Shape shape =
                Shape.of(
                        source,
                        sample,
                        options.format(),
                        fields -> Columns.isHeader(fields, options));
        boolean guessed = options.format() == null;
        boolean named = options.columns().values().stream().anyMatch(name -> !name.equals("-"));
        if (guessed && shape.format() == InputFormat.ADJACENCY && named) {
            shape = new Shape(InputFormat.CSV, Delimiter.SPACE); // adjacency has no columns
        }
        return switch (shape.format()) {
            case CSV, TSV, MOVIELENS ->
                    new DelimitedInteractions(lines, sample, shape, options).read();
            case ADJACENCY -> AdjacencyInteractions.read(lines, options);
            case JSON_LINES -> new JsonInteractions(lines, sample, options).read();
            case NCF_CANDIDATES ->
                    throw new DataException(
                            source + " holds candidates, not interactions. Maybe --candidates");
        };
    }
}
