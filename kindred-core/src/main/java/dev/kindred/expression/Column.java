package dev.kindred.expression;

import dev.kindred.data.Attributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A field of attributes with the type that all its values have: numbers, dates, true and false, or
 * else text; a list where a row has several. Numbers with leading zeros (post codes) are text.
 * Words for a missing value (NA, N/A, null, none, NaN, \N, -, ?) keep no field from being numbers,
 * dates or truths, where they are missing; in a field of text they are text.
 *
 * @param type of the field
 * @param numbers per row, where the type is kept as a number; {@code NaN} where missing
 * @param texts per row, where it is text; null where missing
 * @param lists per row, where it is a list; empty where missing
 * @param odd a value that keeps the field from being numbers, or null
 */
record Column(
        Type type,
        double[] numbers,
        @Nullable String[] texts,
        List<List<?>> lists,
        @Nullable String odd) {

    private static final Set<String> MISSING =
            Set.of("na", "n/a", "null", "none", "nan", "\\n", "-", "?");

    static Column of(Attributes attributes, String field) {
        int rows = attributes.ids().size();
        boolean many = false;
        boolean any = false;
        boolean told = false;
        boolean truths = true;
        boolean dates = true;
        String odd = null;
        for (int row = 0; row < rows; row++) {
            List<String> values = attributes.values(row, field);
            many |= values.size() > 1;
            for (String value : values) {
                any = true;
                if (isMissing(value)) {
                    continue;
                }
                told = true;
                truths = truths && !Double.isNaN(truth(value));
                odd = odd == null && Double.isNaN(number(value)) ? value : odd;
                dates = dates && !Double.isNaN(Dates.millis(value));
            }
        }
        if (!any) {
            return new Column(Type.NOTHING, new double[0], new String[0], List.of(), null);
        }
        if (!told) {
            return texts(many, attributes, field, null);
        } else if (odd == null) {
            return numeric(Type.NUMBER, many, attributes, field, Column::number);
        } else if (dates) {
            return numeric(Type.DATE, many, attributes, field, Dates::millis);
        } else if (truths && !many) {
            return numeric(Type.TRUTH, false, attributes, field, Column::truth);
        }
        return texts(many, attributes, field, odd);
    }

    private static Column numeric(
            Type type,
            boolean many,
            Attributes attributes,
            String field,
            ToDoubleFunction<String> parse) {
        int rows = attributes.ids().size();
        double[] numbers = new double[many ? 0 : rows];
        Arrays.fill(numbers, Double.NaN);
        var lists = new ArrayList<List<?>>();
        for (int row = 0; row < rows; row++) {
            List<String> values = attributes.values(row, field);
            if (many) {
                lists.add(
                        values.stream()
                                .filter(value -> !isMissing(value))
                                .map(value -> parse.applyAsDouble(value) + 0.0)
                                .toList());
            } else if (!values.isEmpty()) {
                numbers[row] = parse.applyAsDouble(values.get(0));
            }
        }
        return new Column(many ? type.list() : type, numbers, new String[0], lists, null);
    }

    private static boolean isMissing(String value) {
        return MISSING.contains(value.toLowerCase(Locale.ROOT));
    }

    private static Column texts(
            boolean many, Attributes attributes, String field, @Nullable String odd) {
        int rows = attributes.ids().size();
        var texts = new @Nullable String[many ? 0 : rows];
        var lists = new ArrayList<List<?>>();
        for (int row = 0; row < rows; row++) {
            List<String> values = attributes.values(row, field);
            if (many) {
                lists.add(values);
            } else {
                texts[row] = values.isEmpty() ? null : values.get(0);
            }
        }
        return new Column(many ? Type.TEXTS : Type.TEXT, new double[0], texts, lists, odd);
    }

    private static double truth(String value) {
        return value.equalsIgnoreCase("true")
                ? 1
                : value.equalsIgnoreCase("false") ? 0 : Double.NaN;
    }

    /** The number that a text is, or {@code NaN}: plain decimals without leading zeros. */
    static double number(String text) {
        int from = text.startsWith("-") ? 1 : 0;
        boolean plain = text.length() > from && text.length() <= 30;
        boolean digits = false;
        for (int k = from; k < text.length() && plain; k++) {
            char c = text.charAt(k);
            boolean digit = c >= '0' && c <= '9';
            digits |= digit;
            plain = digit || c == '.' || k > from && "eE+-".indexOf(c) >= 0;
        }
        boolean leadingZero =
                text.length() > from + 1
                        && text.charAt(from) == '0'
                        && Character.isDigit(text.charAt(from + 1));
        if (!plain || !digits || leadingZero) {
            return Double.NaN;
        }
        try {
            double number = Double.parseDouble(text);
            return Double.isFinite(number) ? number : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN; // such as 1-2
        }
    }

    double number(int row) {
        return row >= 0 && row < numbers.length ? numbers[row] : Double.NaN;
    }

    @Nullable String text(int row) {
        return row >= 0 && row < texts.length ? texts[row] : null;
    }

    List<?> list(int row) {
        return row >= 0 && row < lists.size() ? lists.get(row) : List.of();
    }
}
