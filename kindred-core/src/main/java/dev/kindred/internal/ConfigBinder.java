package dev.kindred.internal;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Turns texts into configuration records and back: the one place that uses reflection.
 *
 * <p>Components may be int, long, double, boolean, String, an enum (written in lower case with
 * dashes) or {@code List<Integer>} (written {@code 100,50}).
 */
public final class ConfigBinder {
    private ConfigBinder() {}

    /**
     * The defaults with some settings replaced.
     *
     * @param what names the owner in messages, such as the algorithm
     * @throws IllegalArgumentException if a name or value is unknown; the message lists the known
     *     ones
     */
    public static Record bind(Record defaults, Map<String, String> settings, String what) {
        RecordComponent[] components = defaults.getClass().getRecordComponents();
        List<String> names = Stream.of(components).map(RecordComponent::getName).toList();
        settings.keySet().forEach(name -> requireKnown(name, names, what));
        Object[] values = new Object[components.length];
        for (int k = 0; k < components.length; k++) {
            String text = settings.get(names.get(k));
            values[k] =
                    text == null
                            ? read(defaults, components[k])
                            : parse(what + " " + names.get(k), text.trim(), components[k]);
        }
        return construct(defaults.getClass(), components, values, what);
    }

    private static void requireKnown(String name, List<String> names, String what) {
        if (!names.contains(name)) {
            throw new IllegalArgumentException(
                    "%s has no setting \"%s\"%s; it has %s"
                            .formatted(
                                    what,
                                    name,
                                    Suggestion.didYouMean(name, names),
                                    names.isEmpty() ? "none" : String.join(", ", names)));
        }
    }

    /**
     * The usual spelling of a value, such as {@code 0.001} for {@code 1e-3}; rules of the record
     * are not asked.
     *
     * @throws IllegalArgumentException as {@link #bind}, if the name is unknown or the component
     *     cannot hold the value
     */
    public static String canonical(Record config, String name, String value, String what) {
        RecordComponent component = component(config, name, what);
        return text(parse(what + " " + name, value.trim(), component));
    }

    /**
     * The type of a component.
     *
     * @throws IllegalArgumentException as {@link #bind}, if the name is unknown
     */
    public static Class<?> typeOf(Record config, String name, String what) {
        return component(config, name, what).getType();
    }

    private static RecordComponent component(Record config, String name, String what) {
        RecordComponent[] components = config.getClass().getRecordComponents();
        List<String> names = Stream.of(components).map(RecordComponent::getName).toList();
        requireKnown(name, names, what);
        return components[names.indexOf(name)];
    }

    /** Every component by name, as text that {@link #bind} reads. */
    public static Map<String, String> toTexts(Record config) {
        var texts = new LinkedHashMap<String, String>();
        for (RecordComponent component : config.getClass().getRecordComponents()) {
            texts.put(component.getName(), text(read(config, component)));
        }
        return texts;
    }

    /**
     * What a component may be, in words: "a whole number", "a number", "true or false", the names
     * of an enum's constants, "whole numbers" or "a text".
     */
    public static String valuesOf(Record config, String name) {
        for (RecordComponent component : config.getClass().getRecordComponents()) {
            if (component.getName().equals(name)) {
                return valuesOf(component.getType());
            }
        }
        throw new IllegalArgumentException("there is no setting \"%s\"".formatted(name));
    }

    private static String valuesOf(Class<?> type) {
        if (type.isEnum()) {
            return String.join(", ", constants(type));
        } else if (type == int.class || type == long.class) {
            return "a whole number";
        } else if (type == double.class) {
            return "a number";
        } else if (type == boolean.class) {
            return "true or false";
        }
        return type == List.class ? "whole numbers, as in 100,50" : "a text";
    }

    private static List<String> constants(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> kebab((Enum<?>) constant))
                .toList();
    }

    private static String text(Object value) {
        if (value instanceof Enum<?> constant) {
            return kebab(constant);
        }
        if (value instanceof List<?> list) {
            return String.join(",", list.stream().map(String::valueOf).toList());
        }
        return String.valueOf(value);
    }

    private static String kebab(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Object parse(String what, String text, RecordComponent component) {
        Class<?> type = component.getType();
        try {
            if (type == int.class) {
                return Integer.parseInt(text);
            } else if (type == long.class) {
                return Long.parseLong(text);
            } else if (type == double.class) {
                return Double.parseDouble(text);
            } else if (type == List.class) {
                return text.isEmpty()
                        ? List.of()
                        : Stream.of(text.split(","))
                                .map(String::trim)
                                .map(Integer::valueOf)
                                .toList();
            }
        } catch (NumberFormatException e) {
            String rule = type == double.class ? "a number" : "a whole number";
            throw new IllegalArgumentException(
                    "%s must be %s, but is \"%s\"".formatted(what, rule, text), e);
        }
        if (type == boolean.class) {
            return parseBoolean(what, text);
        }
        return type.isEnum() ? parseEnum(what, text, type) : text;
    }

    private static boolean parseBoolean(String what, String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default ->
                    throw new IllegalArgumentException(
                            "%s must be true or false, but is \"%s\"".formatted(what, text));
        };
    }

    private static Object parseEnum(String what, String text, Class<?> type) {
        Object[] constants = type.getEnumConstants();
        List<String> known = constants(type);
        int at = known.indexOf(text.toLowerCase(Locale.ROOT));
        if (at < 0) {
            throw new IllegalArgumentException(
                    "%s must be one of %s, but is \"%s\"%s"
                            .formatted(
                                    what,
                                    String.join(", ", known),
                                    text,
                                    Suggestion.didYouMean(text, known)));
        }
        return constants[at];
    }

    private static Object read(Record config, RecordComponent component) {
        try {
            return component.getAccessor().invoke(config);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    private static Record construct(
            Class<?> type, RecordComponent[] components, Object[] values, String what) {
        Class<?>[] types =
                Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            return (Record) constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException bad) {
                throw new IllegalArgumentException(what + ": " + bad.getMessage(), bad);
            }
            throw new IllegalStateException("cannot create " + type, e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot create " + type, e);
        }
    }
}
