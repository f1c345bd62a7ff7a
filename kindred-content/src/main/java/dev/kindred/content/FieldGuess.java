package dev.kindred.content;

import dev.kindred.data.Attributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Guesses what an attribute is, by its name and up to 2000 of its values. */
final class FieldGuess {
    private static final int SAMPLE = 2000;
    private static final double NEARLY_ALL = 0.95;
    private static final int SHORTEST_UNNAMED_VECTOR = 8;
    private static final double MANY_WORDS = 5; // a mean above it is a text, not a name
    private static final double NEW_VALUES = 0.5; // a share above it: values hardly come again
    private static final double CLEARLY_MORE = 0.1;
    private static final int TELLING = 20; // so many values say something about their number

    private static final Pattern EMBEDDING = words("embeddings?|vectors?");
    private static final Pattern IGNORED =
            words("id|ids|isbn\\d*|url|uri|link|links|href|image|img|poster|thumbnail|cover");
    private static final Pattern KINDS =
            words("genres?|tags?|categor(y|ies)|keywords?|topics?|labels?|styles?|moods?");
    private static final Pattern NAMES =
            words(
                    "directors?|writers?|actors?|cast|authors?|artists?|brands?|publishers?"
                            + "|compan(y|ies)|countr(y|ies)|languages?|types?|colou?rs?"
                            + "|certificates?|rated");
    private static final Pattern TEXT =
            words(
                    "titles?|names?|plots?|text|summary|synopsis|descriptions?|overview|abstract|body"
                            + "|content|lyrics|story");

    private final List<List<String>> rows = new ArrayList<>();
    private final List<String> values = new ArrayList<>();
    private final String name;

    private FieldGuess(Attributes attributes, String name) {
        this.name = name;
        int size = attributes.ids().size();
        int step = Math.max(1, size / SAMPLE);
        for (int row = 0; row < size; row += step) {
            List<String> one = attributes.values(row, name);
            if (!one.isEmpty()) {
                rows.add(one);
                values.addAll(one);
            }
        }
    }

    /** The likely type of a field. */
    static FieldType of(Attributes attributes, String name) {
        return new FieldGuess(attributes, name).type();
    }

    private static Pattern words(String alternatives) {
        return Pattern.compile("(?:.*[^a-z])?(?:" + alternatives + ")");
    }

    private FieldType type() {
        // fooBar, foo.bar, foo-bar and foo_bar end in the word bar
        String words = name.replaceAll("(\\p{Ll})(\\p{Lu})", "$1_$2").toLowerCase(Locale.ROOT);
        if (values.isEmpty()) {
            return FieldType.IGNORE;
        } else if (isVector(words)) {
            return FieldType.EMBEDDING;
        } else if (IGNORED.matcher(words).matches() || most(FieldGuess::isAddress)) {
            return FieldType.IGNORE;
        } else if (rows.size() == values.size() && most(v -> !Double.isNaN(Numerals.number(v)))) {
            return FieldType.NUMBER;
        } else if (most(value -> !Double.isNaN(Numerals.day(value)))) {
            return FieldType.DATE;
        } else if (KINDS.matcher(words).matches()) {
            return isListOfWords() ? FieldType.TEXT : FieldType.TAGS;
        } else if (NAMES.matcher(words).matches()) {
            return FieldType.TAGS;
        }
        return TEXT.matcher(words).matches() || isText() ? FieldType.TEXT : FieldType.TAGS;
    }

    private boolean most(Predicate<String> test) {
        return values.stream().filter(test).count() >= NEARLY_ALL * values.size();
    }

    private static boolean isAddress(String value) {
        return value.matches("(?i)(https?|ftp)://\\S+");
    }

    /** Named so, or long rows of broken numbers that are all as long. */
    private boolean isVector(String words) {
        Set<Integer> lengths = new HashSet<>();
        for (List<String> row : rows) {
            lengths.add(Numerals.vector(row).length);
        }
        int shortest = EMBEDDING.matcher(words).matches() ? 2 : SHORTEST_UNNAMED_VECTOR;
        boolean broken = values.stream().anyMatch(value -> value.contains("."));
        return lengths.size() == 1
                && lengths.iterator().next() >= shortest
                && (broken || shortest == 2);
    }

    /** Kinds between blanks, such as "action thriller": words come again where values do not. */
    private boolean isListOfWords() {
        List<String> words =
                values.stream().flatMap(value -> Stream.of(value.trim().split("\\s+"))).toList();
        boolean separated =
                rows.size() < values.size()
                        || values.stream().anyMatch(value -> value.matches(".*[,;].*"));
        return !separated
                && words.size() > values.size()
                && comeAgain(words) > comeAgain(values) + CLEARLY_MORE;
    }

    /** The share of the texts that were there before. */
    private static double comeAgain(List<String> texts) {
        return 1 - (double) new HashSet<>(texts).size() / texts.size();
    }

    /** Many words, or single values of several words that hardly ever come again. */
    private boolean isText() {
        double words =
                values.stream()
                        .mapToInt(value -> value.trim().split("\\s+").length)
                        .average()
                        .orElse(0);
        boolean several = rows.size() < values.size();
        boolean rare =
                values.size() >= TELLING
                        && new HashSet<>(values).size() > NEW_VALUES * values.size();
        return words > MANY_WORDS || (!several && rare && words > 1.5);
    }
}
