package dev.kindred.io;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The attribute files of MovieLens, which have no header. */
enum MovieLensAttributes {
    /** u.item: id, title (year), date, date of the video, address, 19 flags for the genres. */
    U_ITEM(Delimiter.PIPE, 24, "title", "year", "released", "url", "genres"),
    /** u.user: id, age, gender, occupation, zip code. */
    U_USER(Delimiter.PIPE, 5, "age", "gender", "occupation", "zip"),
    /** movies.dat: id, title (year), genres. */
    MOVIES(Delimiter.COLONS, 3, "title", "year", "genres"),
    /**
     * movies_extrainfos.dat: id, title, year, certificate, date, genres, directors, writers,
     * actors, plot, address of the poster.
     */
    DETAILS(
            Delimiter.COLONS,
            11,
            "title",
            "year",
            "rated",
            "released",
            "genres",
            "directors",
            "writers",
            "actors",
            "plot",
            "poster"),
    /** users.dat: id, gender, start of the age band, number of the occupation, zip code. */
    USERS(Delimiter.COLONS, 5, "gender", "age", "occupation", "zip");

    private static final List<String> GENRES =
            List.of(
                    ("unknown|Action|Adventure|Animation|Children's|Comedy|Crime|Documentary|Drama"
                                    + "|Fantasy|Film-Noir|Horror|Musical|Mystery|Romance|Sci-Fi"
                                    + "|Thriller|War|Western")
                            .split("\\|"));
    private static final int FIRST_FLAG = 5;
    private static final Pattern TITLE_WITH_YEAR = Pattern.compile("(.*\\S)\\s*\\((\\d{4})\\)");
    private static final Pattern DATE = Pattern.compile("\\d{1,2}-\\p{L}{3}-(\\d{4})");

    private static final List<String> NAMES = List.of("genres", "directors", "writers", "actors");
    private static final Pattern IN_PARENTHESES = Pattern.compile("\\([^)]*\\)");

    private final Delimiter delimiter;
    private final int columns;
    private final List<String> fields;

    MovieLensAttributes(Delimiter delimiter, int columns, String... fields) {
        this.delimiter = delimiter;
        this.columns = columns;
        this.fields = List.of(fields);
    }

    /** The layout of lines, or null if they are none of these. */
    static @Nullable MovieLensAttributes of(@Nullable Delimiter delimiter, List<String> sample) {
        if (delimiter == null) {
            return null;
        }
        int usual = Shape.usual(sample.stream().mapToInt(l -> delimiter.split(l).size()).toArray());
        for (MovieLensAttributes layout : values()) {
            if (layout.delimiter == delimiter && layout.columns == usual) {
                boolean numbered = Numbers.isNumber(delimiter.split(sample.get(0)).get(0));
                return numbered ? layout : null;
            }
        }
        return null;
    }

    Delimiter delimiter() {
        return delimiter;
    }

    int columns() {
        return columns;
    }

    List<String> fields() {
        return fields;
    }

    /** The values of a record's fields. */
    Map<String, List<String>> read(Records record) throws BadLine {
        return switch (this) {
            case U_ITEM -> item(record);
            case MOVIES -> movie(record);
            case DETAILS -> details(record);
            case U_USER, USERS -> inOrder(record);
        };
    }

    private static Map<String, List<String>> item(Records record) throws BadLine {
        var genres = new ArrayList<String>();
        for (int k = 0; k < GENRES.size(); k++) {
            double flag = record.value(FIRST_FLAG + k);
            if (flag == 1) {
                genres.add(GENRES.get(k));
            } else if (flag != 0) {
                throw new BadLine("a genre is neither 0 nor 1", record.text(FIRST_FLAG + k));
            }
        }
        Matcher title = TITLE_WITH_YEAR.matcher(record.text(1));
        Matcher date = DATE.matcher(record.text(2));
        String year = title.matches() ? title.group(2) : date.matches() ? date.group(1) : "";
        return Map.of(
                "title", list(title.matches() ? title.group(1) : record.text(1)),
                "year", list(year),
                "released", list(record.text(2)),
                "url", list(record.text(4)),
                "genres", genres);
    }

    private static Map<String, List<String>> movie(Records record) throws BadLine {
        Matcher title = TITLE_WITH_YEAR.matcher(record.text(1));
        return Map.of(
                "title", list(title.matches() ? title.group(1) : record.text(1)),
                "year", list(title.matches() ? title.group(2) : ""),
                "genres", AttributeFiles.values(record.text(2)));
    }

    /** Names stand between commas, with the kind of work in parentheses. */
    private Map<String, List<String>> details(Records record) throws BadLine {
        var values = new HashMap<String, List<String>>();
        for (int k = 0; k < fields.size(); k++) {
            String text = record.text(k + 1).trim();
            boolean known = !text.equals("N/A");
            boolean names = NAMES.contains(fields.get(k));
            values.put(fields.get(k), !known ? List.of() : names ? names(text) : list(text));
        }
        return values;
    }

    private static List<String> names(String text) {
        return Pattern.compile(",")
                .splitAsStream(IN_PARENTHESES.matcher(text).replaceAll(""))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    private Map<String, List<String>> inOrder(Records record) throws BadLine {
        var values = new HashMap<String, List<String>>();
        for (int k = 0; k < fields.size(); k++) {
            values.put(fields.get(k), list(record.text(k + 1)));
        }
        return values;
    }

    private static List<String> list(String value) {
        return value.isEmpty() ? List.of() : List.of(value);
    }
}
