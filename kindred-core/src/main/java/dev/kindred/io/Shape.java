package dev.kindred.io;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The layout of a file, without the meaning of its columns.
 *
 * @param delimiter what separates the fields; null where the format has no fields
 */
record Shape(InputFormat format, @Nullable Delimiter delimiter) {
    private static final Pattern CANDIDATES = Pattern.compile("\\([^\\t]*,[^\\t]*\\)(\\t.*)?");
    private static final List<Delimiter> COMMON =
            List.of(
                    Delimiter.COLONS,
                    Delimiter.TAB,
                    Delimiter.COMMA,
                    Delimiter.SEMICOLON,
                    Delimiter.PIPE);

    /**
     * The given format, or the one that fits the first lines best.
     *
     * @param header knows a header when it sees one
     */
    static Shape of(
            String source,
            List<String> sample,
            @Nullable InputFormat format,
            Predicate<List<String>> header) {
        if (sample.isEmpty()) {
            throw new DataException(source + " is empty: it holds blank lines only");
        }
        return format == null ? guess(source, sample, header) : given(format, sample, header);
    }

    private static Shape given(
            InputFormat format, List<String> sample, Predicate<List<String>> header) {
        return switch (format) {
            case TSV -> new Shape(format, Delimiter.TAB);
            case CSV -> new Shape(format, csv(sample, header));
            case MOVIELENS -> new Shape(format, movielens(sample, header));
            case JSON_LINES, ADJACENCY, NCF_CANDIDATES -> new Shape(format, null);
        };
    }

    private static Delimiter csv(List<String> sample, Predicate<List<String>> header) {
        Delimiter best = best(sample, COMMON.subList(2, COMMON.size()), header);
        boolean spaces = Delimiter.SPACE.split(sample.get(0)).size() > 1;
        return best != null ? best : spaces ? Delimiter.SPACE : Delimiter.COMMA;
    }

    private static Delimiter movielens(List<String> sample, Predicate<List<String>> header) {
        List<Delimiter> known = List.of(Delimiter.COLONS, Delimiter.TAB, Delimiter.PIPE);
        Delimiter best = best(sample, known, header);
        return best != null ? best : Delimiter.COLONS;
    }

    private static Shape guess(String source, List<String> sample, Predicate<List<String>> header) {
        String first = sample.get(0).trim();
        if (first.startsWith("{")) {
            return new Shape(InputFormat.JSON_LINES, null);
        }
        if (first.equals("[") || first.startsWith("[{")) {
            throw new DataException(
                    "%s is a JSON array; one JSON object per line is expected. Maybe jq -c '.[]' %s"
                            .formatted(source, source));
        }
        if (CANDIDATES.matcher(first).matches()) {
            return new Shape(InputFormat.NCF_CANDIDATES, null);
        }
        Delimiter best = best(sample, COMMON, header);
        if (best == null) {
            return spaces(source, sample, header);
        }
        return switch (best) {
            case COLONS -> new Shape(InputFormat.MOVIELENS, best);
            case TAB -> new Shape(InputFormat.TSV, best);
            default -> new Shape(InputFormat.CSV, best);
        };
    }

    /**
     * The delimiter under which most lines have the same number of fields, at least two; of equal
     * ones, "::" or the one that gives more fields: {@code 1;2;4,5} has three.
     */
    private static @Nullable Delimiter best(
            List<String> sample, List<Delimiter> among, Predicate<List<String>> header) {
        Delimiter best = null;
        double bestShare = 0.25;
        int bestFields = 0;
        for (Delimiter delimiter : among) {
            if (sample.stream().limit(10).map(delimiter::split).anyMatch(header)) {
                return delimiter;
            }
            int[] fields = counts(sample, delimiter);
            int usual = usual(fields);
            double share = usual > 1 ? share(fields, usual) : 0;
            boolean more = share == bestShare && usual > bestFields && best != Delimiter.COLONS;
            if (share > bestShare || more) {
                best = delimiter;
                bestShare = share;
                bestFields = usual;
            }
        }
        return best;
    }

    private static int[] counts(List<String> sample, Delimiter delimiter) {
        return sample.stream().mapToInt(line -> delimiter.split(line).size()).toArray();
    }

    /** The number that is there most often; of several, the one that comes first. */
    static int usual(int[] numbers) {
        int best = numbers[0];
        for (int number : numbers) {
            best = share(numbers, number) > share(numbers, best) ? number : best;
        }
        return best;
    }

    private static double share(int[] numbers, int wanted) {
        return (double) Arrays.stream(numbers).filter(n -> n == wanted).count() / numbers.length;
    }

    private static Shape spaces(
            String source, List<String> sample, Predicate<List<String>> header) {
        List<String> first = Delimiter.SPACE.split(sample.get(0));
        if (header.test(first)) {
            return new Shape(InputFormat.CSV, Delimiter.SPACE);
        }
        int[] fields = counts(sample, Delimiter.SPACE);
        int usual = usual(fields);
        boolean table = (usual == 3 || usual == 4) && share(fields, usual) > 0.9;
        if (table) {
            return new Shape(InputFormat.CSV, Delimiter.SPACE);
        }
        if (sample.stream().noneMatch(line -> Delimiter.SPACE.split(line).size() > 1)) {
            throw new DataException(
                    "%s has one column only, such as \"%s\"; columns may be separated by tab, comma, semicolon, pipe, space or \"::\". Maybe the separator is another one"
                            .formatted(source, BadLine.excerpt(sample.get(0))));
        }
        if (!looksLikeIds(sample)) {
            throw new DataException(
                    "%s: no layout fits its first line, \"%s\". Maybe --input-format %s"
                            .formatted(
                                    source,
                                    BadLine.excerpt(sample.get(0)),
                                    "csv, tsv, json-lines, movielens or adjacency"));
        }
        return new Shape(InputFormat.ADJACENCY, null);
    }

    /** Whether most words hold a digit: prose does not. */
    private static boolean looksLikeIds(List<String> sample) {
        long words = 0;
        long withDigit = 0;
        for (String line : sample) {
            for (String word : Delimiter.SPACE.split(line)) {
                words++;
                withDigit += word.chars().anyMatch(Character::isDigit) ? 1 : 0;
            }
        }
        return withDigit * 10 >= words * 9;
    }
}
