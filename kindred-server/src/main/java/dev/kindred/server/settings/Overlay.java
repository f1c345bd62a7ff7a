package dev.kindred.server.settings;

import dev.kindred.server.settings.Node.Mapping;
import dev.kindred.server.settings.Node.Scalar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Single values laid over settings that were read before. */
public final class Overlay {
    private Overlay() {}

    /**
     * The settings with one value replaced; mappings on its path are made where they lack. Where
     * something else is in the way, it stays, so that the mistake is found.
     */
    public static Mapping put(Mapping tree, String path, Node value) {
        return put(tree, Paths.steps(path), value);
    }

    private static Mapping put(Mapping tree, List<String> steps, Node value) {
        String first = steps.get(0);
        if (steps.size() == 1) {
            return tree.with(first, value);
        }
        Node there = tree.values().get(first);
        boolean isFree = there == null || there instanceof Scalar scalar && scalar.text() == null;
        if (!isFree && !(there instanceof Mapping)) {
            return tree;
        }
        Mapping inner =
                there instanceof Mapping mapping
                        ? mapping
                        : new Mapping(value.origin(), Map.of(), Map.of());
        return tree.with(first, put(inner, steps.subList(1, steps.size()), value));
    }

    /** The settings without a key. */
    public static Mapping without(Mapping tree, String key) {
        var values = new LinkedHashMap<>(tree.values());
        values.remove(key);
        return new Mapping(tree.origin(), values, tree.keys());
    }
}
