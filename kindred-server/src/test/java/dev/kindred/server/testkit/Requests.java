package dev.kindred.server.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Requests as the description of an API allows them: from its examples, or from its schemas. */
public final class Requests {
    private static final int DEEPEST = 6;
    private static final List<String> WORDS = List.of("u1", "i1", "i2", "view", "a b", "é", "x-1");

    /**
     * A request.
     *
     * @param path with its query
     * @param type of the body
     */
    public record Request(
            String method,
            String path,
            @Nullable String body,
            @Nullable String type,
            Map<String, String> headers) {
        @Override
        public String toString() {
            String shown = body == null ? "" : body.substring(0, Math.min(body.length(), 400));
            return "%s %s %s %s".formatted(method, path, headers, shown);
        }
    }

    private record Operation(String method, String path, JsonNode operation, JsonNode shared) {}

    private final JsonNode document;
    private final Random random;
    private final List<Operation> operations = new ArrayList<>();

    public Requests(JsonNode document, long seed) {
        this.document = document;
        this.random = new Random(seed);
        for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
            for (Map.Entry<String, JsonNode> one : path.getValue().properties()) {
                if (!one.getKey().equals("parameters")) {
                    operations.add(
                            new Operation(
                                    one.getKey().toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    one.getValue(),
                                    path.getValue().path("parameters")));
                }
            }
        }
    }

    /** How many operations there are. */
    public int operations() {
        return operations.size();
    }

    /** A request to one of the operations. */
    public Request next(int operation) {
        Operation one = operations.get(operation % operations.size());
        String path = one.path();
        var query = new ArrayList<String>();
        var headers = new LinkedHashMap<String, String>();
        for (JsonNode raw : parameters(one)) {
            JsonNode parameter = resolved(raw);
            String name = parameter.get("name").asText();
            boolean needed = parameter.path("required").asBoolean();
            String value = text(example(parameter));
            switch (parameter.get("in").asText()) {
                case "path" -> path = path.replace("{" + name + "}", encoded(value));
                case "query" -> {
                    if (needed || random.nextInt(3) == 0) {
                        query.add(encoded(name) + "=" + encoded(value));
                    }
                }
                default -> {
                    if (needed || random.nextInt(8) == 0) {
                        headers.put(name, name.equals("X-Kindred-Project") ? "default" : "k1");
                    }
                }
            }
        }
        JsonNode content = one.operation().at("/requestBody/content");
        String type = content.isEmpty() ? null : content.fieldNames().next();
        String body = type == null ? null : text(example(content.get(type)));
        String whole = query.isEmpty() ? path : path + "?" + String.join("&", query);
        return new Request(one.method(), whole, body, type, headers);
    }

    private static List<JsonNode> parameters(Operation one) {
        var all = new ArrayList<JsonNode>();
        one.shared().forEach(all::add);
        one.operation().path("parameters").forEach(all::add);
        return all;
    }

    private JsonNode example(JsonNode described) {
        if (described.has("example")) {
            return described.get("example");
        }
        if (described.has("examples") && !described.get("examples").isEmpty()) {
            List<JsonNode> examples = new ArrayList<>();
            described.get("examples").forEach(one -> examples.add(one.path("value")));
            return examples.get(random.nextInt(examples.size()));
        }
        return value(described.path("schema"), 0);
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    /** A value as a schema allows it, more or less. */
    JsonNode value(JsonNode raw, int depth) {
        JsonNode schema = resolved(raw);
        JsonNodeFactory make = JsonNodeFactory.instance;
        for (String fixed : List.of("example", "const", "default")) {
            if (schema.has(fixed)) {
                return schema.get(fixed);
            }
        }
        for (String choice : List.of("enum", "oneOf", "anyOf")) {
            if (schema.has(choice) && !schema.get(choice).isEmpty()) {
                JsonNode one = schema.get(choice).get(random.nextInt(schema.get(choice).size()));
                return choice.equals("enum") ? one : value(one, depth + 1);
            }
        }
        JsonNode types = schema.path("type");
        String type = types.isArray() ? types.get(0).asText() : types.asText("string");
        return switch (type) {
            case "object" -> object(schema, depth);
            case "array" -> {
                ArrayNode array = make.arrayNode();
                for (int k = random.nextInt(3) + 1; k > 0 && depth < DEEPEST; k--) {
                    array.add(value(schema.path("items"), depth + 1));
                }
                yield array;
            }
            case "integer" -> make.numberNode(integer(schema));
            case "number" -> make.numberNode(integer(schema) + 0.5);
            case "boolean" -> make.booleanNode(random.nextBoolean());
            case "null" -> make.nullNode();
            default ->
                    make.textNode(
                            schema.path("format").asText().equals("date-time")
                                    ? "2026-01-31T12:00:00Z"
                                    : WORDS.get(random.nextInt(WORDS.size())));
        };
    }

    private int integer(JsonNode schema) {
        int least = schema.path("minimum").asInt(0);
        int most = (int) Math.min(schema.path("maximum").asLong(100), least + 100L);
        return least + random.nextInt(Math.max(1, most - least + 1));
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        List<String> needed = new ArrayList<>();
        schema.path("required").forEach(name -> needed.add(name.asText()));
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            if (needed.contains(property.getKey()) || depth < DEEPEST && random.nextInt(3) > 0) {
                object.set(property.getKey(), value(property.getValue(), depth + 1));
            }
        }
        return object;
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
