package dev.kindred.io;

import dev.kindred.data.Attributes;
import dev.kindred.internal.Suggestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads attributes of items or users from files: fields between comma, semicolon, pipe or tab under
 * a header, the id first, several values of a field separated by "|"; JSON lines, where arrays hold
 * several values; MovieLens' {@code u.item}, {@code u.user}, {@code movies.dat}, {@code users.dat},
 * and {@code movies_extrainfos.dat}, ML-1M's movies with plots and people. Packed and encoded as in
 * {@link InteractionFiles}.
 *
 * <p>From MovieLens' titles the year is taken off: {@code Toy Story (1995)} has the title "Toy
 * Story" and the year "1995". If an id comes twice, the first line counts and the other is
 * reported. Cost: time O(bytes), memory for the attributes and one line.
 */
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
     * Reads a file. Of the options' columns, "item" or "user" names the column of the id.
     *
     * @param source a path, or {@code archive.zip!member}
     * @throws DataException if the file cannot be read or no line of it is good; with strict
     *     options, at the first bad line
     */
    public static Result read(String source, ReadOptions options) {
        try (Source opened = Source.open(source, List.of())) {
            var lines = new LineReader(opened);
            List<String> sample = lines.sample();
            Shape shape = Shape.of(opened.name(), sample, options.format(), fields -> false);
            MovieLensAttributes movieLens = MovieLensAttributes.of(shape.delimiter(), sample);
            if (shape.format() == InputFormat.JSON_LINES) {
                return new JsonAttributes(lines, options).read();
            }
            if (movieLens != null) {
                return readMovieLens(lines, movieLens, options);
            }
            if (shape.delimiter() == null || shape.format() == InputFormat.MOVIELENS) {
                throw new DataException(
                        "%s does not look like attributes: \"%s\". A header is expected, the id first"
                                .formatted(opened.name(), BadLine.excerpt(sample.get(0))));
            }
            return readTable(lines, sample, shape, options);
        }
    }

    private static Result readMovieLens(
            LineReader lines, MovieLensAttributes layout, ReadOptions options) {
        var sink = new AttributeSink();
        layout.fields().forEach(sink::field);
        var records = new Records(lines, layout.delimiter(), true, layout.columns());
        var rejections = new Rejections(lines.source().name(), options);
        while (records.next()) {
            try {
                records.split();
                sink.add(records.id(0, "id"), layout.read(records));
                rejections.accept();
            } catch (BadLine bad) {
                rejections.reject(records.number(), bad);
            }
        }
        return new Result(
                sink.attributes(), rejections.report(InputFormat.MOVIELENS, Map.of("id", "#1")));
    }

    private static Result readTable(
            LineReader lines, List<String> sample, Shape shape, ReadOptions options) {
        String source = lines.source().name();
        Delimiter delimiter = Objects.requireNonNull(shape.delimiter());
        List<String> header = header(source, delimiter.split(sample.get(0)));
        int id = idColumn(source, header, namedId(options));
        var sink = new AttributeSink();
        header.stream().filter(name -> !name.equals(header.get(id))).forEach(sink::field);
        var latin1 = lines.source().mayBeLatin1();
        var records = new Records(lines, delimiter, latin1, header.size());
        var rejections = new Rejections(source, options);
        records.next(); // the header
        while (records.next()) {
            try {
                records.split();
                sink.add(records.id(id, "id"), values(records, header, id));
                rejections.accept();
            } catch (BadLine bad) {
                rejections.reject(records.number(), bad);
            }
        }
        return new Result(
                sink.attributes(), rejections.report(shape.format(), Map.of("id", header.get(id))));
    }

    private static List<String> header(String source, List<String> fields) {
        String wrong = null;
        if (Numbers.isNumber(fields.get(0))) {
            wrong = "has no header";
        } else if (new LinkedHashSet<>(fields).size() < fields.size()) {
            wrong = "names a column twice";
        }
        if (wrong != null) {
            throw new DataException(
                    "%s %s: %s. Attributes need a first line that names the columns, the id first"
                            .formatted(source, wrong, BadLine.excerpt(String.join(", ", fields))));
        }
        return fields;
    }

    /** The column of ids that the options name, or null. */
    static @Nullable String namedId(ReadOptions options) {
        String item = options.columns().get(ColumnRole.ITEM.label());
        return item != null ? item : options.columns().get(ColumnRole.USER.label());
    }

    private static int idColumn(String source, List<String> header, @Nullable String named) {
        int id = named == null ? unnamedId(header) : header.indexOf(named);
        if (id < 0) {
            throw new DataException(
                    "%s has no column \"%s\"%s; its columns are %s"
                            .formatted(
                                    source,
                                    named,
                                    Suggestion.didYouMean(String.valueOf(named), header),
                                    BadLine.excerpt(String.join(", ", header))));
        }
        return id;
    }

    /** The first column, unless it is a row number without a name and another one is an id. */
    private static int unnamedId(List<String> header) {
        for (int k = 1; k < header.size() && header.get(0).isEmpty(); k++) {
            ColumnRole role = ColumnRole.of(header.get(k));
            if (role == ColumnRole.ITEM || role == ColumnRole.USER) {
                return k;
            }
        }
        return 0;
    }

    private static Map<String, List<String>> values(Records record, List<String> header, int id)
            throws BadLine {
        var values = new HashMap<String, List<String>>();
        for (int k = 0; k < header.size(); k++) {
            if (k != id && !record.isEmpty(k)) {
                values.put(header.get(k), values(record.text(k)));
            }
        }
        return values;
    }

    /** The values of a field: what stands between "|". */
    static List<String> values(String text) {
        var values = new ArrayList<String>();
        for (String value : text.split("\\|")) {
            if (!value.isBlank()) {
                values.add(value.trim());
            }
        }
        return values;
    }
}
