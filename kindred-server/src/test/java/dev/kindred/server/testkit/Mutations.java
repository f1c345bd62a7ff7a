package dev.kindred.server.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.server.testkit.Requests.Request;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes requests wrong, each in one way of many. */
public final class Mutations {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** As JSON, or as what only looks like it. */
    private static final List<String> VALUES =
            List.of(
                    "null",
                    "true",
                    "-1",
                    "0",
                    "1e309",
                    "-1e309",
                    "NaN",
                    "2147483647",
                    "-2147483648",
                    "9223372036854775808",
                    "0.1",
                    "1e-320",
                    "\"\"",
                    "\" \"",
                    "\"a\\u0000b\"",
                    "\"\\ud800\"",
                    "\"\u202e\u0007\"",
                    "\"../../etc/passwd\"",
                    "\"'; drop table events; --\"",
                    "\"${jndi:ldap://x}\"",
                    "\"=1+1\"",
                    "\"" + "x".repeat(5000) + "\"",
                    "\"9999-12-31T23:59:59Z\"",
                    "\"-999999999-01-01\"",
                    "[]",
                    "{}",
                    "[[]]",
                    "[null]",
                    "{\"a\":{\"b\":[1]}}",
                    "[".repeat(70) + "]".repeat(70),
                    "[" + "1,".repeat(2000) + "1]");

    private static final List<String> TEXTS =
            List.of(
                    "",
                    "-1",
                    "0",
                    "2147483647",
                    "2147483648",
                    "1e309",
                    "NaN",
                    "null",
                    "..",
                    "%2e%2e%2f",
                    "%00",
                    "%ff",
                    "%",
                    "a%2Fb",
                    "%F0%9F%98%80",
                    "%0d%0aX-Evil:1",
                    "a:merge",
                    "x".repeat(300),
                    "(".repeat(200),
                    "a%20%3D%3D%201%20and%20(",
                    "'%20or%20'1'%3D'1");

    private static final List<String> TYPES =
            List.of("text/plain", "application/xml", "x", "application/json; charset=utf-16");

    private final Random random;

    public Mutations(long seed) {
        this.random = new Random(seed);
    }

    /** The request with one thing wrong, or strange. */
    public Request mutated(Request request) {
        String body = request.body();
        return switch (random.nextInt(body == null ? 4 : 10)) {
            case 0 -> withPath(request, segment(request.path()));
            case 1 -> withPath(request, query(request.path()));
            case 2 -> withPath(request, strange(request.path()));
            case 3 -> withHeader(request);
            case 4 -> withBody(request, broken(String.valueOf(body)));
            default -> withBody(request, replaced(String.valueOf(body)));
        };
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static Request withPath(Request request, String path) {
        return new Request(
                request.method(), path, request.body(), request.type(), request.headers());
    }

    private static Request withBody(Request request, @Nullable String body) {
        return new Request(
                request.method(), request.path(), body, request.type(), request.headers());
    }

    private Request withHeader(Request request) {
        var headers = new LinkedHashMap<>(request.headers());
        String type = request.type();
        switch (random.nextInt(6)) {
            case 0 -> type = one(TYPES);
            case 1 -> headers.put("Content-Encoding", one(List.of("gzip", "br", "x", "identity")));
            case 2 -> headers.put("X-Kindred-Project", one(List.of("none", "..", "%00", "a b")));
            case 3 -> headers.put("Idempotency-Key", one(List.of(" ", "x".repeat(300), "k")));
            case 4 -> headers.put("If-Match", one(List.of("*", "\"1\"", "W/\"x\"", "zzz")));
            default -> headers.put("X-Request-Id", "x".repeat(200));
        }
        return new Request(request.method(), request.path(), request.body(), type, headers);
    }

    /** Another text for one piece between slashes. */
    private String segment(String path) {
        int end = path.indexOf('?');
        String[] segments = (end < 0 ? path : path.substring(0, end)).split("/", -1);
        int at = 1 + random.nextInt(Math.max(1, segments.length - 1));
        segments[Math.min(at, segments.length - 1)] = one(TEXTS);
        return slashed(String.join("/", segments)) + (end < 0 ? "" : path.substring(end));
    }

    private static String slashed(String path) {
        return path.startsWith("/") ? path : "/" + path;
    }

    private String query(String path) {
        int start = path.indexOf('?');
        if (start < 0 || random.nextInt(3) == 0) {
            String name =
                    one(List.of("limit", "cursor", "offset", "filter", "time", "x", "project"));
            return path + (start < 0 ? "?" : "&") + name + "=" + one(TEXTS);
        }
        String[] pairs = path.substring(start + 1).split("&");
        int at = random.nextInt(pairs.length);
        pairs[at] = pairs[at].replaceFirst("=.*", "=") + one(TEXTS);
        return path.substring(0, start + 1) + String.join("&", pairs);
    }

    private String strange(String path) {
        return switch (random.nextInt(4)) {
            case 0 -> path.contains("?") ? path + "&" + path.replaceFirst(".*\\?", "") : path + "?";
            case 1 -> path.contains("?") ? path + "&&=&a" : path + "/";
            case 2 -> path.contains("?") ? path.replaceFirst("\\?.*", "") : path + "//";
            default -> "/" + path;
        };
    }

    /** Text that is hardly JSON any more. */
    private String broken(String body) {
        if (body.isEmpty()) {
            return "{";
        }
        int at = random.nextInt(body.length());
        return switch (random.nextInt(5)) {
            case 0 -> body.substring(0, at);
            case 1 -> body + body;
            case 2 -> body.substring(0, at) + (char) random.nextInt(128) + body.substring(at);
            case 3 -> body.substring(0, at) + body.substring(at + 1);
            default -> one(VALUES);
        };
    }

    /** One value replaced, one field taken away, or one added. */
    private String replaced(String body) {
        try {
            JsonNode root = MAPPER.readTree(body);
            var containers = new ArrayList<ContainerNode<?>>();
            collect(root, containers);
            if (containers.isEmpty()) {
                return one(VALUES);
            }
            String mark = "@@@";
            change(one(containers), mark);
            return root.toString().replace("\"" + mark + "\"", one(VALUES));
        } catch (JsonProcessingException e) {
            return broken(body); // lines of JSON, or CSV
        }
    }

    private void change(ContainerNode<?> container, String mark) {
        if (container instanceof ObjectNode object) {
            var names = new ArrayList<String>();
            object.fieldNames().forEachRemaining(names::add);
            if (names.isEmpty() || random.nextInt(6) == 0) {
                object.put("unknownField", mark);
            } else if (random.nextInt(5) == 0) {
                object.remove(one(names));
            } else {
                object.put(one(names), mark);
            }
        } else if (container instanceof ArrayNode array) {
            if (array.isEmpty() || random.nextInt(4) == 0) {
                array.add(mark);
            } else {
                array.set(random.nextInt(array.size()), array.textNode(mark));
            }
        }
    }

    private static void collect(JsonNode node, List<ContainerNode<?>> into) {
        if (node instanceof ContainerNode<?> container) {
            into.add(container);
            node.forEach(child -> collect(child, into));
        }
    }
}
