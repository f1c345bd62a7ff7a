package dev.kindred.content;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;

/** Reads numbers, dates and vectors from the texts of attributes. */
final class Numerals {
    private static final Pattern SEPARATOR = Pattern.compile("[\\s,;|]+");
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d{1,4})?");
    private static final Pattern YEAR = Pattern.compile("[12]\\d{3}");
    private static final List<DateTimeFormatter> DATES =
            List.of(
                    format("uuuu-MM-dd"),
                    format("d-MMM-uuuu"),
                    format("d MMM uuuu"),
                    format("MMM d, uuuu"),
                    format("uuuu/MM/dd"),
                    format("d.M.uuuu"));

    private Numerals() {}

    private static DateTimeFormatter format(String pattern) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.ENGLISH);
    }

    /** A finite number, or NaN. */
    static double number(String text) {
        String digits = text.trim();
        double number = NUMBER.matcher(digits).matches() ? Double.parseDouble(digits) : Double.NaN;
        return Double.isFinite(number) ? number : Double.NaN;
    }

    /**
     * A day as days since 1970-01-01, or NaN: {@code 1995-11-22} with or without a time, {@code
     * 22-Nov-1995}, {@code 22 Nov 1995}, {@code Nov 22, 1995}, {@code 1995/11/22}, {@code
     * 22.11.1995}, or a year, which counts from its first day.
     */
    static double day(String text) {
        String date = text.trim();
        if (YEAR.matcher(date).matches()) {
            return LocalDate.of(Integer.parseInt(date), 1, 1).toEpochDay();
        }
        if (date.matches("\\d{4}-\\d{2}-\\d{2}[T ].*")) {
            date = date.substring(0, "1995-11-22".length());
        }
        for (DateTimeFormatter format : DATES) {
            try {
                return LocalDate.parse(date, format).toEpochDay();
            } catch (DateTimeException e) {
                continue; // another way to write it
            }
        }
        return Double.NaN;
    }

    /** The first of the values that can be read, or NaN. */
    static double first(List<String> values, ToDoubleFunction<String> read) {
        for (String value : values) {
            double number = read.applyAsDouble(value);
            if (!Double.isNaN(number)) {
                return number;
            }
        }
        return Double.NaN;
    }

    /**
     * The numbers of a vector, or an empty array where the values hold anything else: a JSON array,
     * or numbers between spaces, commas, semicolons or as values of their own.
     */
    static double[] vector(List<String> values) {
        String text = String.join(" ", values).trim();
        if (text.startsWith("[") && text.endsWith("]")) {
            text = text.substring(1, text.length() - 1).trim();
        }
        String[] parts = SEPARATOR.split(text);
        double[] vector = new double[parts.length];
        for (int k = 0; k < vector.length; k++) {
            vector[k] = number(parts[k]);
            if (Double.isNaN(vector[k])) {
                return new double[0];
            }
        }
        return vector;
    }
}
