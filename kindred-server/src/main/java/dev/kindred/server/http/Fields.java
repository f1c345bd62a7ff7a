package dev.kindred.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.kindred.internal.Suggestion;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a JSON object that a client sent. Each is asked for once, with its rule; what is
 * wrong is collected, with JSON pointers, so that one answer names every fault ({@link #done}). A
 * field that is null counts as left out. Fields that were never asked for are faults.
 */
public final class Fields {
    private static final int MOST_FAULTS = 100;

    private final JsonNode object;
    private final String at;
    private final List<Problem.Fault> faults;
    private final Set<String> asked = new LinkedHashSet<>();

    private Fields(JsonNode object, String at, List<Problem.Fault> faults) {
        this.object = object;
        this.at = at;
        this.faults = faults;
    }

    /**
     * The fields of a body.
     *
     * @throws Problem 422 if it is no object
     */
    public static Fields of(JsonNode body) {
        if (!body.isObject()) {
            throw Problem.invalid("", "no_object", "the body must be a JSON object");
        }
        return new Fields(body, "", new ArrayList<>());
    }

    /** The fields of a body that was left out. */
    public static Fields none() {
        return new Fields(JsonNodeFactory.instance.objectNode(), "", new ArrayList<>());
    }

    /** Whether the field is there and not null. */
    public boolean has(String name) {
        asked.add(name);
        return object.hasNonNull(name);
    }

    /** Whether the field is there and null: in a merge patch, to be removed. */
    public boolean isNull(String name) {
        asked.add(name);
        return object.has(name) && object.get(name).isNull();
    }

    /** A text that must be there; "" after a fault. */
    public String text(String name) {
        String value = optionalText(name);
        if (value == null) {
            missing(name, "a text");
            return "";
        }
        return value;
    }

    public @Nullable String optionalText(String name) {
        JsonNode value = get(name);
        if (value == null) {
            return null;
        }
        return value.isTextual() ? value.textValue() : wrong(name, value, "a text");
    }

    /** One of some words. */
    public @Nullable String oneOf(String name, List<String> words) {
        String value = optionalText(name);
        if (value == null || words.contains(value)) {
            return value;
        }
        fault(
                name,
                "unknown",
                "%s must be one of %s, but is \"%s\"%s"
                        .formatted(
                                name,
                                String.join(", ", words),
                                shortened(value),
                                Suggestion.didYouMean(value, words)));
        return null;
    }

    /** A whole number within bounds, which are part of it. */
    public int integer(String name, int otherwise, int least, int most) {
        JsonNode value = get(name);
        if (value == null) {
            return otherwise;
        }
        String rule = "a whole number from %d to %d".formatted(least, most);
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            wrong(name, value, rule);
            return otherwise;
        }
        int number = value.intValue();
        if (number < least || number > most) {
            fault(name, "out_of_range", "%s must be %s, but is %d".formatted(name, rule, number));
            return otherwise;
        }
        return number;
    }

    /** A finite number, or null. */
    public @Nullable Double number(String name) {
        return number(name, -Double.MAX_VALUE, Double.MAX_VALUE);
    }

    /** A finite number within bounds, which are part of it, or null. */
    public @Nullable Double number(String name, double least, double most) {
        JsonNode value = get(name);
        if (value == null) {
            return null;
        }
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            return wrong(name, value, "a finite number");
        }
        double number = value.doubleValue();
        if (number < least || number > most) {
            fault(
                    name,
                    "out_of_range",
                    "%s must be from %s to %s, but is %s".formatted(name, least, most, number));
            return null;
        }
        return number;
    }

    public boolean flag(String name, boolean otherwise) {
        JsonNode value = get(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            wrong(name, value, "true or false");
            return otherwise;
        }
        return value.booleanValue();
    }

    /** A moment in milliseconds since 1970: ISO 8601 with an offset, a date, or that number. */
    public @Nullable Long time(String name) {
        JsonNode value = get(name);
        if (value == null) {
            return null;
        }
        Long time = value.isTextual() ? instant(value.textValue()) : null;
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            time = value.longValue();
        }
        return time == null
                ? wrong(name, value, "a time such as 2026-01-31T12:00:00Z or milliseconds")
                : time;
    }

    private static @Nullable Long instant(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException e) {
            try {
                return Instant.parse(text.length() == 10 ? text + "T00:00:00Z" : text)
                        .toEpochMilli();
            } catch (DateTimeException no) {
                return null;
            }
        }
    }

    /** A list of texts, or null. */
    public @Nullable List<String> texts(String name, int most) {
        JsonNode value = array(name, most, "a list of texts");
        if (value == null) {
            return null;
        }
        var texts = new ArrayList<String>(value.size());
        for (int k = 0; k < value.size(); k++) {
            if (value.get(k).isTextual()) {
                texts.add(value.get(k).textValue());
            } else {
                fault(name + "/" + k, "no_text", "%s must be texts".formatted(name));
            }
        }
        return texts;
    }

    /** A list of finite numbers, or null. */
    public double @Nullable [] numbers(String name, int most) {
        JsonNode value = array(name, most, "a list of numbers");
        if (value == null) {
            return null;
        }
        double[] numbers = new double[value.size()];
        for (int k = 0; k < numbers.length; k++) {
            numbers[k] = value.get(k).asDouble(Double.NaN);
            if (!value.get(k).isNumber() || !Double.isFinite(numbers[k])) {
                fault(name + "/" + k, "no_number", "%s must be finite numbers".formatted(name));
            }
        }
        return numbers;
    }

    /** A list of objects, each read by a function; null if it is not there. */
    public <T> @Nullable List<T> list(String name, int most, Function<Fields, T> each) {
        JsonNode value = array(name, most, "a list of objects");
        if (value == null) {
            return null;
        }
        var list = new ArrayList<T>(value.size());
        for (int k = 0; k < value.size(); k++) {
            T one = child(name + "/" + k, value.get(k), each);
            if (one != null) {
                list.add(one);
            }
        }
        return list;
    }

    /** An object read by a function; null if it is not there. */
    public <T> @Nullable T object(String name, Function<Fields, T> reader) {
        JsonNode value = get(name);
        return value == null ? null : child(name, value, reader);
    }

    private <T> @Nullable T child(String name, JsonNode value, Function<Fields, T> reader) {
        if (!value.isObject()) {
            return wrong(name, value, "an object");
        }
        var inner = new Fields(value, at + "/" + name, faults);
        int before = faults.size();
        T result = null;
        try {
            result = reader.apply(inner);
        } catch (IllegalArgumentException e) {
            if (faults.size() == before) {
                fault(name, "invalid", e.getMessage());
            }
        }
        inner.checkUnknown();
        return result;
    }

    /** An object as it is, as JSON text; null if it is not there. */
    public @Nullable String objectText(String name) {
        JsonNode value = get(name);
        if (value == null) {
            return null;
        }
        return value.isObject() ? value.toString() : wrong(name, value, "an object");
    }

    /** Whatever was sent, or null. */
    public @Nullable JsonNode any(String name) {
        return get(name);
    }

    /** The names of all fields. */
    public List<String> names() {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        asked.addAll(names);
        return names;
    }

    /** Adds a fault of a field. */
    public void fault(String name, String code, String detail) {
        if (faults.size() < MOST_FAULTS) {
            faults.add(new Problem.Fault(name.isEmpty() ? at : at + "/" + name, code, detail));
        }
    }

    /**
     * Ends the reading.
     *
     * @throws Problem 422 with every fault, fields nobody asked for included
     */
    public void done() {
        checkUnknown();
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
    }

    private void checkUnknown() {
        object.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!asked.contains(name)) {
                                fault(
                                        name.replace("~", "~0").replace("/", "~1"),
                                        "unknown_field",
                                        "there is no field \"%s\"%s"
                                                .formatted(
                                                        shortened(name),
                                                        Suggestion.didYouMean(name, asked)));
                            }
                        });
    }

    private @Nullable JsonNode get(String name) {
        asked.add(name);
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private @Nullable JsonNode array(String name, int most, String rule) {
        JsonNode value = get(name);
        if (value == null) {
            return null;
        }
        if (!value.isArray()) {
            return wrong(name, value, rule);
        }
        if (value.size() > most) {
            fault(
                    name,
                    "too_many",
                    "%s may have %d entries at most, but has %d"
                            .formatted(name, most, value.size()));
            return null;
        }
        return value;
    }

    private void missing(String name, String rule) {
        if (!object.hasNonNull(name)) {
            fault(name, "missing", "%s must be there: %s".formatted(name, rule));
        }
    }

    private <T> @Nullable T wrong(String name, JsonNode value, String rule) {
        fault(
                name,
                "wrong_type",
                "%s must be %s, but is %s".formatted(name, rule, shortened(value.toString())));
        return null;
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 77) + "...";
    }
}
