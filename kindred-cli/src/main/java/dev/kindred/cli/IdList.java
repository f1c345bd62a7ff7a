package dev.kindred.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Ids as the command line writes them: {@code i1,i2:4.5,"a, b",c\,d}. A comma separates, a number
 * behind a colon is a value; in double quotes or behind a backslash both are part of the id.
 */
final class IdList {
    /** The largest value, as in files. */
    private static final double LARGEST = 1e15;

    private IdList() {}

    /**
     * One id of the list.
     *
     * @param value the number behind the colon, or null
     */
    record Entry(String id, @Nullable Double value) {}

    /** Ids without values: colons are part of them. */
    static List<String> ids(String option, String text) {
        return parse(option, text, id -> true).stream().map(Entry::id).toList();
    }

    /**
     * Ids with values.
     *
     * @param known ids for which {@code a:1} as a whole is the id, not a with value 1; and after
     *     which nothing but a number may follow a colon
     */
    static List<Entry> parse(String option, String text, Predicate<String> known) {
        var entries = new ArrayList<Entry>();
        var word = new StringBuilder();
        int colon = -1;
        boolean quoted = false;
        for (int at = 0; at <= text.length(); at++) {
            char c = at < text.length() ? text.charAt(at) : ',';
            if (at == text.length() || c == ',' && !quoted) {
                add(option, text, word.toString(), colon, known, entries);
                word.setLength(0);
                colon = -1;
            } else if (c == '\\' && at + 1 < text.length()) {
                word.append(text.charAt(++at));
            } else if (c == '"') {
                quoted = !quoted;
            } else {
                colon = c == ':' && !quoted ? word.length() : colon;
                word.append(c);
            }
        }
        if (quoted) {
            throw new UsageException("%s %s has a quote that does not end".formatted(option, text));
        }
        return entries;
    }

    private static void add(
            String option,
            String text,
            String word,
            int colon,
            Predicate<String> known,
            List<Entry> entries) {
        String id = word;
        Double value = null;
        if (colon >= 0 && !known.test(word)) {
            value = number(word.substring(colon + 1));
            if (value != null && Math.abs(value) > LARGEST) {
                throw new UsageException(
                        "%s \"%s\": the value %s is beyond 1e15"
                                .formatted(option, text, word.substring(colon + 1)));
            }
            if (value == null && known.test(word.substring(0, colon))) {
                throw new UsageException(
                        "%s \"%s\": the value of %s must be a number, but is \"%s\""
                                .formatted(
                                        option,
                                        text,
                                        word.substring(0, colon),
                                        word.substring(colon + 1)));
            }
            id = value == null ? word : word.substring(0, colon);
        }
        if (id.isEmpty()) {
            throw new UsageException(
                    "%s \"%s\" has an empty id. Maybe a comma too many.".formatted(option, text));
        }
        entries.add(new Entry(id, value));
    }

    private static @Nullable Double number(String text) {
        return text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")
                ? Double.valueOf(text)
                : null;
    }
}
