package dev.kindred.server.http;

import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route of a path. Works on the path as it was sent, so that an id may hold any sign, "/"
 * included, when it is percent-encoded. Immutable.
 *
 * <p>Cost: one look-up per segment; fixed segments go before those with an id.
 */
public final class Router {
    private final Node root = new Node();
    private final List<Route> routes;

    /** A router of routes; two with the same method and path are an error. */
    public Router(List<Route> routes) {
        this.routes = List.copyOf(routes);
        routes.forEach(this::add);
    }

    /** All routes in the order in which they were given. */
    public List<Route> routes() {
        return routes;
    }

    /**
     * What a path leads to.
     *
     * @param route null if there is none with this method
     * @param parameters of the path, decoded
     * @param allowed the methods of the path; empty if there is no such path
     */
    public record Match(
            @Nullable Route route, Map<String, String> parameters, List<String> allowed) {}

    /**
     * Finds a route.
     *
     * @param path as it was sent, such as {@code /v1/items/a%2Fb}
     * @throws Problem 400 if an id is not percent-encoded UTF-8
     */
    public Match find(String method, String path) {
        String[] segments = segments(path);
        var values = new ArrayList<String>();
        Node node = root.find(segments, 0, values);
        if (node == null || node.routes.isEmpty()) {
            return new Match(null, Map.of(), List.of());
        }
        Route route = node.route(method);
        if (route == null) {
            var allowed = new TreeSet<String>();
            node.routes.keySet().forEach(one -> allowed.add(one.name()));
            return new Match(null, Map.of(), List.copyOf(allowed));
        }
        List<String> names = node.names;
        var parameters = new LinkedHashMap<String, String>();
        for (int k = 0; k < names.size(); k++) {
            parameters.put(names.get(k), decode(values.get(k)));
        }
        return new Match(route, parameters, List.of());
    }

    private void add(Route route) {
        var names = new ArrayList<String>();
        Node node = root;
        for (String segment : segments(route.path())) {
            if (segment.startsWith("{")) {
                int end = segment.indexOf('}');
                names.add(segment.substring(1, end));
                node = node.byAction.computeIfAbsent(segment.substring(end + 1), a -> new Node());
            } else {
                node = node.fixed.computeIfAbsent(segment, s -> new Node());
            }
        }
        if (node.routes.put(route.method(), route) != null) {
            throw new IllegalArgumentException(
                    "%s %s is there twice".formatted(route.method(), route.path()));
        }
        node.names = names;
    }

    private static String[] segments(String path) {
        String inner = path.startsWith("/") ? path.substring(1) : path;
        if (inner.length() > 1 && inner.endsWith("/")) {
            inner = inner.substring(0, inner.length() - 1);
        }
        return inner.split("/", -1);
    }

    /** Percent-encoded UTF-8 as text; "+" stands for itself. */
    static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        try {
            // As ISO-8859-1 every byte is a character, so that wrong UTF-8 can be told.
            String bytes = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.ISO_8859_1);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw Problem.badRequest("the path must be percent-encoded UTF-8, but has " + text);
        }
    }

    /** A place between two slashes. */
    private static final class Node {
        private final Map<String, Node> fixed = new HashMap<>();

        /** By what follows the id in the segment: nothing, or an action such as ":merge". */
        private final Map<String, Node> byAction = new HashMap<>();

        private final Map<Route.Method, Route> routes = new EnumMap<>(Route.Method.class);
        private List<String> names = List.of();

        @Nullable Route route(String method) {
            for (Map.Entry<Route.Method, Route> one : routes.entrySet()) {
                if (one.getKey().name().equals(method)) {
                    return one.getValue();
                }
            }
            return "HEAD".equals(method) ? routes.get(Route.Method.GET) : null;
        }

        @Nullable Node find(String[] segments, int at, List<String> values) {
            if (at == segments.length) {
                return this;
            }
            Node next = fixed.get(segments[at]);
            Node found = next == null ? null : next.find(segments, at + 1, values);
            return found != null && !found.routes.isEmpty() ? found : byId(segments, at, values);
        }

        private @Nullable Node byId(String[] segments, int at, List<String> values) {
            String segment = segments[at];
            int colon = segment.lastIndexOf(':');
            Node acting = colon <= 0 ? null : byAction.get(segment.substring(colon));
            Node found =
                    acting == null
                            ? null
                            : acting.with(segment.substring(0, colon), segments, at, values);
            Node plain = byAction.get("");
            return found != null || plain == null || segment.isEmpty()
                    ? found
                    : plain.with(segment, segments, at, values);
        }

        private @Nullable Node with(String value, String[] segments, int at, List<String> values) {
            int size = values.size();
            values.add(value);
            Node found = find(segments, at + 1, values);
            if (found == null || found.routes.isEmpty()) {
                values.subList(size, values.size()).clear();
                return null;
            }
            return found;
        }
    }
}
