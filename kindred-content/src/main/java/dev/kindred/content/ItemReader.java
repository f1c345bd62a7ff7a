package dev.kindred.content;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Finds the terms and embeddings of an item in its attributes. Thread-safe. */
final class ItemReader {
    private static final Pattern BETWEEN_TAGS = Pattern.compile("[,;]");

    private final ContentConfig config;
    private final List<Field> fields;
    private final WordAnalysis analysis;
    private final int dimensions;

    ItemReader(ContentConfig config, List<Field> fields) {
        this.config = config;
        this.fields = fields;
        this.analysis = new WordAnalysis(config);
        this.dimensions = fields.stream().mapToInt(Field::dimensions).sum();
    }

    /** The length of all embeddings of an item together. */
    int dimensions() {
        return dimensions;
    }

    /**
     * What an item is made of.
     *
     * @param id for messages
     * @param values of an attribute; empty where it has none
     */
    ItemTerms read(String id, Function<String, List<String>> values) {
        var item = new ItemTerms(dimensions);
        int from = 0;
        for (int n = 0; n < fields.size(); n++) {
            Field field = fields.get(n);
            switch (field.type()) {
                case TEXT -> text(n, field, values, item);
                case TAGS -> tags(n, values.apply(field.name()), item);
                case NUMBER, BUCKETS, DATE -> number(n, field, values.apply(field.name()), item);
                case EMBEDDING -> {
                    List<String> vector = values.apply(field.name());
                    if (!vector.isEmpty()) {
                        item.vector(from, Vectors.of(id, field.name(), vector, field.dimensions()));
                    }
                    from += field.dimensions();
                }
                case IGNORE -> throw new IllegalStateException(field.name() + " is not used");
            }
        }
        return item;
    }

    private void text(int n, Field field, Function<String, List<String>> values, ItemTerms item) {
        String language = config.language();
        if (!config.languageField().isEmpty()) {
            List<String> own = values.apply(config.languageField());
            language = own.isEmpty() ? language : own.get(0);
        }
        for (String source : field.sources()) {
            for (String text : values.apply(source)) {
                analysis.terms(text, language, (term, written) -> item.add(n, term, written, 1));
            }
        }
    }

    private static void tags(int n, List<String> values, ItemTerms item) {
        for (String value : values) {
            for (String tag : BETWEEN_TAGS.split(value)) {
                String written = tag.strip();
                if (!written.isEmpty()) {
                    item.add(n, key(written), written, 1);
                }
            }
        }
    }

    /** Tags are equal whatever their case, their width and the way their accents are encoded. */
    private static String key(String tag) {
        return Normalizer.normalize(tag, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }

    private void number(int n, Field field, List<String> values, ItemTerms item) {
        boolean date = field.type() == FieldType.DATE;
        double number = Numerals.first(values, date ? Numerals::day : Numerals::number);
        if (Double.isNaN(number)) {
            return;
        }
        double[] knots = field.knots();
        int found = Arrays.binarySearch(knots, number);
        int below = Math.max(0, found >= 0 ? found : -found - 2);
        boolean inside = below + 1 < knots.length && number > knots[below];
        if (field.type() == FieldType.BUCKETS || !inside) {
            knot(n, field, below, 1, item);
        } else {
            double share = (number - knots[below]) / (knots[below + 1] - knots[below]);
            knot(n, field, below, 1 - share, item);
            knot(n, field, below + 1, share, item);
        }
    }

    private static void knot(int n, Field field, int at, double count, ItemTerms item) {
        String written = field.name() + " " + written(field, at);
        item.add(n, Integer.toString(at), written, count);
    }

    private static String written(Field field, int at) {
        double[] knots = field.knots();
        return switch (field.type()) {
            case DATE -> "about " + LocalDate.ofEpochDay((long) knots[at]);
            case BUCKETS ->
                    at + 1 < knots.length
                            ? "%s to %s".formatted(text(knots[at]), text(knots[at + 1]))
                            : "from " + text(knots[at]);
            default -> "about " + text(knots[at]);
        };
    }

    private static String text(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }
}
