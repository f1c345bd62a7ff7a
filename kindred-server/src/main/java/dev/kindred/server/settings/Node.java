package dev.kindred.server.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings as they are written, with their places; what YAML and JSON have in common. */
public sealed interface Node {
    Origin origin();

    /**
     * Values by key.
     *
     * @param keys where each key stands
     */
    record Mapping(Origin origin, Map<String, Node> values, Map<String, Origin> keys)
            implements Node {
        public static final Mapping EMPTY = new Mapping(Origin.DEFAULT, Map.of(), Map.of());

        public Mapping {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
            keys = Map.copyOf(keys);
        }

        /** The same with one value added or replaced. */
        Mapping with(String key, Node value) {
            var newValues = new LinkedHashMap<>(values);
            newValues.put(key, value);
            var newKeys = new LinkedHashMap<>(keys);
            newKeys.put(key, value.origin());
            return new Mapping(origin, newValues, newKeys);
        }
    }

    /** Values in an order. */
    record Sequence(Origin origin, List<Node> values) implements Node {
        public Sequence {
            values = List.copyOf(values);
        }
    }

    /**
     * One value.
     *
     * @param text as it is written, without quotes; null: nothing
     */
    record Scalar(Origin origin, @Nullable String text) implements Node {}

    /** How messages show it. */
    default String inWords() {
        if (this instanceof Scalar scalar) {
            return scalar.text() == null ? "empty" : quoted(scalar.text());
        }
        return this instanceof Mapping ? "a mapping" : "a list";
    }

    private static String quoted(String text) {
        int longest = 60;
        return text.length() <= longest
                ? "\"%s\"".formatted(text)
                : "\"%s...\" (%d characters)".formatted(text.substring(0, longest), text.length());
    }
}
