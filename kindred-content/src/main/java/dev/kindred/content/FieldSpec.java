package dev.kindred.content;

import dev.kindred.internal.Checks;
import dev.kindred.internal.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the settings say of an attribute, or, for {@code *}, of all that they do not name.
 *
 * @param type null: to be guessed
 * @param weight NaN: the usual one of the type
 */
record FieldSpec(String name, @Nullable FieldType type, double weight) {
    /** All fields that are not named. */
    static final String ALL = "*";

    /**
     * Reads specifications between commas.
     *
     * @throws IllegalArgumentException if one is wrong
     */
    static List<FieldSpec> parse(String texts) {
        var specs = new ArrayList<FieldSpec>();
        for (String text : texts.split(",", -1)) {
            FieldSpec spec = one(text.trim());
            if (specs.stream().anyMatch(other -> other.name.equals(spec.name))) {
                throw new IllegalArgumentException(
                        "fields names \"%s\" twice".formatted(spec.name));
            }
            specs.add(spec);
        }
        return specs;
    }

    private static FieldSpec one(String text) {
        String[] parts = text.split(":", -1);
        if (parts[0].isBlank() || parts.length > 3) {
            throw new IllegalArgumentException(
                    "fields are written name, name:type, name:weight or name:type:weight, but one is \"%s\""
                            .formatted(text));
        }
        FieldType type = null;
        double weight = Double.NaN;
        for (int k = 1; k < parts.length; k++) {
            boolean last = k == parts.length - 1;
            if (last && isNumber(parts[k])) {
                weight = Double.parseDouble(parts[k]);
                Checks.notNegative("the weight of the field \"" + parts[0] + "\"", weight);
            } else if (k == 1) {
                type = type(parts[0], parts[1].trim());
            } else {
                throw new IllegalArgumentException(
                        "the weight of the field \"%s\" must be a number, but is \"%s\""
                                .formatted(parts[0], parts[k]));
            }
        }
        return new FieldSpec(parts[0].trim(), type, weight);
    }

    private static boolean isNumber(String text) {
        return text.trim().matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
    }

    private static FieldType type(String field, String text) {
        List<String> known = FieldType.labels().toList();
        int at = known.indexOf(text.toLowerCase(Locale.ROOT));
        if (at < 0) {
            throw new IllegalArgumentException(
                    "the type of the field \"%s\" must be one of %s, but is \"%s\"%s"
                            .formatted(
                                    field,
                                    String.join(", ", known),
                                    text,
                                    Suggestion.didYouMean(text, known)));
        }
        return FieldType.values()[at];
    }
}
