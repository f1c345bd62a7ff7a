package dev.kindred.blend;

import dev.kindred.model.Algorithms;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parts of a hybrid: {@code rp3beta(alpha=0.9, beta=0.3) + ials(preset=gowalla)}.
 *
 * <p>Parts are joined by +; settings are in round or square brackets, separated by commas; a piece
 * without = continues the value before it ({@code hiddenLayers=100,50}). Spaces do not matter.
 */
final class PartsText {
    private static final String PRESET = "preset";
    private static final String ATTRIBUTES = "attributes";
    private static final String ATTRIBUTE_WEIGHT = "attributeWeight";
    private static final int DEFAULT_WEIGHT = 1;
    private static final String EXAMPLE = "as in ease+ials(factors=64)";

    private final String text;

    private PartsText(String text) {
        this.text = text;
    }

    /**
     * The parts.
     *
     * @throws IllegalArgumentException if the text is not written so, or an algorithm, a preset, a
     *     setting or a value is unknown or out of range
     */
    static List<Part> read(String text) {
        return new PartsText(text).parts();
    }

    private List<Part> parts() {
        var parts = new ArrayList<Part>();
        for (String part : split(text, '+')) {
            parts.add(part(part.trim()));
        }
        return List.copyOf(parts);
    }

    private Part part(String part) {
        int open = firstBracket(part);
        String name = (open < 0 ? part : part.substring(0, open)).trim();
        if (name.isEmpty()) {
            throw bad("an algorithm is missing");
        }
        if (open < 0) {
            return part(name, Map.of());
        }
        char closing = part.charAt(open) == '(' ? ')' : ']';
        if (part.charAt(part.length() - 1) != closing) {
            throw bad("\"%s\" must end with %s".formatted(part, closing));
        }
        return part(name, settings(name, part.substring(open + 1, part.length() - 1)));
    }

    private Part part(String name, Map<String, String> given) {
        var settings = new LinkedHashMap<>(given);
        String preset = settings.remove(PRESET);
        String attributes = settings.remove(ATTRIBUTES);
        String weight = settings.remove(ATTRIBUTE_WEIGHT);
        if (weight != null && attributes == null) {
            throw bad(name + ": attributeWeight needs attributes, as in attributes=genres");
        }
        return new Part(
                name,
                Algorithms.config(name, preset, settings),
                attributes == null ? List.of() : fields(attributes),
                weight == null ? DEFAULT_WEIGHT : weight(name, weight));
    }

    private List<String> fields(String attributes) {
        List<String> fields = split(attributes, ',').stream().map(String::trim).toList();
        if (fields.contains("")) {
            throw bad("attributes must name fields, as in attributes=genres, or be *");
        }
        return fields;
    }

    private int weight(String name, String text) {
        if (!text.matches("[1-9][0-9]{0,5}")) {
            throw bad(
                    "%s attributeWeight must be a whole number of at least 1, but is \"%s\""
                            .formatted(name, text));
        }
        return Integer.parseInt(text);
    }

    private Map<String, String> settings(String name, String inside) {
        var settings = new LinkedHashMap<String, String>();
        String last = null;
        for (String piece : inside.isBlank() ? List.<String>of() : split(inside, ',')) {
            int equals = piece.indexOf('=');
            int open = firstBracket(piece);
            if (equals > 0 && (open < 0 || equals < open)) {
                last = piece.substring(0, equals).trim();
                if (settings.put(last, piece.substring(equals + 1).trim()) != null) {
                    throw bad("%s: %s is given twice".formatted(name, last));
                }
            } else if (last == null) {
                throw bad(
                        "%s: settings are written name=value, but one is \"%s\""
                                .formatted(name, piece.trim()));
            } else {
                settings.merge(last, piece.trim(), (before, more) -> before + "," + more);
            }
        }
        return settings;
    }

    /** The pieces between separators that are outside all brackets. */
    private List<String> split(String whole, char separator) {
        var pieces = new ArrayList<String>();
        int depth = 0;
        int start = 0;
        for (int at = 0; at < whole.length(); at++) {
            char c = whole.charAt(at);
            depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
            if (depth < 0) {
                throw bad("%s closes a bracket that was not opened".formatted(c));
            }
            if (c == separator && depth == 0) {
                pieces.add(whole.substring(start, at));
                start = at + 1;
            }
        }
        if (depth > 0) {
            throw bad("a bracket is not closed");
        }
        pieces.add(whole.substring(start));
        return pieces;
    }

    private static int firstBracket(String text) {
        int round = text.indexOf('(');
        int square = text.indexOf('[');
        return round < 0 || square >= 0 && square < round ? square : round;
    }

    private IllegalArgumentException bad(@Nullable String what) {
        return new IllegalArgumentException(
                "parts \"%s\": %s; parts are joined by +, settings are in brackets, %s"
                        .formatted(text, what, EXAMPLE));
    }
}
