package dev.kindred.server.settings;

import dev.kindred.server.settings.Node.Mapping;
import dev.kindred.server.settings.Node.Scalar;
import dev.kindred.server.settings.Node.Sequence;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Settings from YAML 1.2, with line and column of each. Of YAML only what settings need: one
 * document of mappings, lists and values; no tags, anchors or aliases, no key twice, at most
 * {@value #DEEPEST} levels and a million characters.
 */
public final class YamlTree {
    private static final int DEEPEST = 20;
    private static final int LONGEST = 1_000_000;

    private final String file;
    private final Deque<Open> open = new ArrayDeque<>();
    private @Nullable Node result;

    private YamlTree(String file) {
        this.file = file;
    }

    /** A mapping or list that has not ended yet. */
    private static final class Open {
        final Origin origin;
        final boolean isMapping;
        final Map<String, Node> values = new LinkedHashMap<>();
        final Map<String, Origin> keys = new LinkedHashMap<>();
        final List<Node> members = new ArrayList<>();
        @Nullable Scalar key;

        Open(Origin origin, boolean isMapping) {
            this.origin = origin;
            this.isMapping = isMapping;
        }

        Node node() {
            return isMapping ? new Mapping(origin, values, keys) : new Sequence(origin, members);
        }
    }

    /**
     * The node of a document; an empty one is an empty mapping.
     *
     * @param file its name, for messages
     * @throws SettingsException if it cannot be read
     */
    public static Node read(String file, String text) {
        return new YamlTree(file).read(text);
    }

    private Node read(String text) {
        if (text.length() > LONGEST) {
            throw bad(Origin.file(file, 1, 1), "has more than %d characters".formatted(LONGEST));
        }
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(file).build();
            for (Event event : new Parse(settings).parseString(text)) {
                take(event);
            }
        } catch (MarkedYamlEngineException e) {
            throw bad(origin(e.getProblemMark()), "is no YAML here: " + problem(e));
        } catch (YamlEngineException e) {
            throw bad(Origin.file(file, 1, 1), "is no YAML: " + e.getMessage());
        }
        return result == null ? new Mapping(Origin.file(file, 1, 1), Map.of(), Map.of()) : result;
    }

    private static String problem(MarkedYamlEngineException e) {
        String context = e.getContext();
        return context == null ? e.getProblem() : context + ", " + e.getProblem();
    }

    private void take(Event event) {
        Origin origin = origin(event.getStartMark());
        switch (event.getEventId()) {
            case Alias ->
                    throw bad(
                            origin,
                            "must not use aliases: *%s".formatted(((AliasEvent) event).getAlias()));
            case Scalar -> {
                var scalar = (ScalarEvent) event;
                rejectExtras(scalar.getAnchor(), scalar.getTag(), origin);
                add(new Scalar(origin, isNothing(scalar) ? null : scalar.getValue()));
            }
            case MappingStart, SequenceStart -> {
                var start = (CollectionStartEvent) event;
                rejectExtras(start.getAnchor(), start.getTag(), origin);
                if (open.size() >= DEEPEST) {
                    throw bad(origin, "must not be deeper than %d levels".formatted(DEEPEST));
                }
                open.push(new Open(origin, event.getEventId() == Event.ID.MappingStart));
            }
            case MappingEnd, SequenceEnd -> add(open.pop().node());
            case DocumentStart -> {
                if (result != null) {
                    throw bad(origin, "must hold one document, but a second one begins");
                }
            }
            default -> {}
        }
    }

    private void rejectExtras(Optional<Anchor> anchor, Optional<String> tag, Origin origin) {
        if (anchor.isPresent()) {
            throw bad(origin, "must not use anchors: &" + anchor.get());
        }
        if (tag.isPresent()) {
            throw bad(origin, "must not use tags: " + tag.get());
        }
    }

    private static boolean isNothing(ScalarEvent scalar) {
        return scalar.isPlain()
                && List.of("", "~", "null", "Null", "NULL").contains(scalar.getValue());
    }

    private void add(Node node) {
        Open parent = open.peek();
        if (parent == null) {
            result = node;
        } else if (!parent.isMapping) {
            parent.members.add(node);
        } else if (parent.key == null) {
            parent.key = key(node, parent);
        } else {
            String key = String.valueOf(parent.key.text());
            parent.keys.put(key, parent.key.origin());
            parent.values.put(key, node);
            parent.key = null;
        }
    }

    private Scalar key(Node node, Open parent) {
        if (!(node instanceof Scalar key) || key.text() == null) {
            throw bad(node.origin(), "has a key that is %s".formatted(node.inWords()));
        }
        Origin before = parent.keys.get(key.text());
        if (before != null) {
            throw bad(
                    key.origin(),
                    "has the key \"%s\" twice; the first is in line %d"
                            .formatted(key.text(), before.line()));
        }
        return key;
    }

    private Origin origin(Optional<Mark> mark) {
        return mark.map(at -> Origin.file(file, at.getLine() + 1, at.getColumn() + 1))
                .orElseGet(() -> Origin.file(file, 1, 1));
    }

    private SettingsException bad(Origin origin, String what) {
        return new SettingsException(
                List.of(new Problem("", origin, Problem.SYNTAX, "the configuration " + what)));
    }
}
