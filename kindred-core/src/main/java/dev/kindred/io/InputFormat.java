package dev.kindred.io;

import dev.kindred.internal.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How an input file is laid out. */
public enum InputFormat {
    /** Fields separated by comma, semicolon, pipe or space, with or without a header; quotes. */
    CSV,
    /** Fields separated by tabs, with or without a header. */
    TSV,
    /** One JSON object per line. */
    JSON_LINES,
    /** MovieLens' layouts: {@code ::} between the fields, {@code u.item} and {@code u.user}. */
    MOVIELENS,
    /** {@code user item item ...} separated by spaces. */
    ADJACENCY,
    /** {@code (user,item)<TAB>item<TAB>item ...}: candidates beside a positive, as in NCF. */
    NCF_CANDIDATES;

    /** The name on the command line: lower case, words joined by "-". */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The format of a label.
     *
     * @throws IllegalArgumentException if there is none; it lists those there are
     */
    public static InputFormat parse(String label) {
        for (InputFormat format : values()) {
            if (format.label().equals(label)) {
                return format;
            }
        }
        List<String> known = Arrays.stream(values()).map(InputFormat::label).toList();
        throw new IllegalArgumentException(
                "there is no input format \"%s\"%s; there are %s"
                        .formatted(
                                label,
                                Suggestion.didYouMean(label, known),
                                String.join(", ", known)));
    }
}
