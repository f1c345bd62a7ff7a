package dev.kindred.server.settings;

import dev.kindred.internal.Suggestion;
import dev.kindred.server.settings.Node.Mapping;
import dev.kindred.server.settings.Node.Scalar;
import dev.kindred.server.settings.Node.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A mapping while it is read, key after key. What is wrong is noted, and the default taken, so that
 * all mistakes are told at once. Not thread-safe.
 */
public final class Section {
    private final Readings readings;
    private final String path;
    private final Mapping mapping;
    private final Set<String> known = new LinkedHashSet<>();

    private Section(Readings readings, String path, Mapping mapping) {
        this.readings = readings;
        this.path = path;
        this.mapping = mapping;
    }

    /** The outermost mapping. */
    public static Section root(@Nullable Node node, Readings readings) {
        return of(node, "", readings);
    }

    /** A mapping at a path; what is no mapping is noted, and counts as an empty one. */
    public static Section of(@Nullable Node node, String path, Readings readings) {
        if (node instanceof Mapping mapping) {
            return new Section(readings, path, mapping);
        }
        if (node != null && !isEmpty(node)) {
            String what = path.isEmpty() ? "the configuration" : path;
            readings.add(
                    new Problem(
                            path,
                            node.origin(),
                            Problem.BAD_VALUE,
                            "%s must be a mapping of keys to values, but is %s"
                                    .formatted(what, node.inWords())));
        }
        return new Section(readings, path, Mapping.EMPTY);
    }

    private static boolean isEmpty(Node node) {
        return node instanceof Scalar scalar && scalar.text() == null;
    }

    public Readings readings() {
        return readings;
    }

    /** The path of a key. */
    public String path(String key) {
        return Paths.key(path, key);
    }

    /** What is written at a key; null if nothing is. */
    public @Nullable Node node(String key) {
        known.add(key);
        Node node = mapping.values().get(key);
        return node == null || isEmpty(node) ? null : node;
    }

    /** Where a key's value comes from. */
    public Origin origin(String key) {
        Node node = mapping.values().get(key);
        return node == null || isEmpty(node) ? Origin.DEFAULT : node.origin();
    }

    public Section section(String key) {
        return of(node(key), path(key), readings);
    }

    /** The value of a key, or the default; either is noted. */
    public <T> T value(String key, T fallback, Rule<T> rule) {
        Node node = node(key);
        T read = node == null ? null : read(node, path(key), rule, readings);
        T value = read == null ? fallback : read;
        Origin origin = read == null || node == null ? Origin.DEFAULT : node.origin();
        readings.add(new Setting(path(key), rule.write().apply(value), origin));
        return value;
    }

    /** The value of a node; null if it breaks the rule, which is noted. */
    public static <T> @Nullable T read(Node node, String path, Rule<T> rule, Readings readings) {
        String why = "";
        if (node instanceof Scalar scalar && scalar.text() != null) {
            try {
                T value = rule.read().of(scalar.text());
                if (value != null) {
                    return value;
                }
                why = meant(scalar.text(), rule);
            } catch (IllegalArgumentException e) {
                why = ": " + e.getMessage();
            }
        }
        readings.add(
                new Problem(
                        path,
                        node.origin(),
                        Problem.BAD_VALUE,
                        "%s must be %s, but is %s%s"
                                .formatted(path, rule.words(), node.inWords(), why)));
        return null;
    }

    private static String meant(String text, Rule<?> rule) {
        return rule.words().startsWith("one of ")
                ? Suggestion.didYouMean(
                        text, List.of(rule.words().substring("one of ".length()).split(", ")))
                : "";
    }

    /** The values of a list; a single value, or one with commas, is a list as well. */
    public <T> List<T> values(String key, List<T> fallback, Rule<T> rule) {
        Node node = node(key);
        List<T> values = new ArrayList<>(node == null ? fallback : List.of());
        List<Node> members = node == null ? List.of() : nodes(node);
        for (int at = 0; at < members.size(); at++) {
            T value = read(members.get(at), Paths.index(path(key), at), rule, readings);
            if (value != null) {
                values.add(value);
            }
        }
        String text = String.join(", ", values.stream().map(rule.write()).toList());
        readings.add(new Setting(path(key), "[" + text + "]", origin(key)));
        return List.copyOf(values);
    }

    /** The members of a list; a single value, or one with commas, is a list as well. */
    public static List<Node> nodes(Node node) {
        if (node instanceof Sequence sequence) {
            return sequence.values();
        }
        if (node instanceof Scalar scalar && scalar.text() != null && scalar.text().contains(",")) {
            var nodes = new ArrayList<Node>();
            for (String part : scalar.text().split(",")) {
                nodes.add(new Scalar(scalar.origin(), part.trim()));
            }
            return nodes;
        }
        return List.of(node);
    }

    /** The keys that are written here, with their values. */
    public Map<String, Node> entries() {
        known.addAll(mapping.values().keySet());
        return mapping.values();
    }

    /** Notes that the value of a key is wrong. */
    public void reject(String key, String detail) {
        Node node = mapping.values().get(key);
        Origin origin = node == null ? mapping.origin() : node.origin();
        readings.add(new Problem(path(key), origin, Problem.BAD_VALUE, detail));
    }

    /** Runs a check; what it throws is noted at the key. */
    public void check(String key, Consumer<String> action) {
        try {
            action.accept(path(key));
        } catch (SettingsException e) {
            e.problems().forEach(readings::add);
        } catch (IllegalArgumentException e) {
            reject(key, "%s: %s".formatted(path(key), e.getMessage()));
        }
    }

    /** To be called when all keys were read: notes those that nobody asked for. */
    public void done() {
        mapping.values()
                .forEach(
                        (key, value) -> {
                            if (!known.contains(key)) {
                                readings.add(unknown(key, value));
                            }
                        });
    }

    private Problem unknown(String key, Node value) {
        return new Problem(
                path(key),
                mapping.keys().getOrDefault(key, value.origin()),
                Problem.UNKNOWN_KEY,
                "%s has no key \"%s\"%s; it has %s"
                        .formatted(
                                path.isEmpty() ? "the configuration" : path,
                                key.length() > 60 ? key.substring(0, 60) + "..." : key,
                                Suggestion.didYouMean(key, known),
                                String.join(", ", known)));
    }
}
