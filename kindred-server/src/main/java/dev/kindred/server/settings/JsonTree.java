package dev.kindred.server.settings;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.server.settings.Node.Mapping;
import dev.kindred.server.settings.Node.Scalar;
import dev.kindred.server.settings.Node.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/** Settings from JSON. */
public final class JsonTree {
    private JsonTree() {}

    /** The node of a JSON value; every place is the given one. */
    public static Node of(JsonNode json, Origin origin) {
        if (json.isObject()) {
            Map<String, Node> values = new LinkedHashMap<>();
            Map<String, Origin> keys = new LinkedHashMap<>();
            json.properties()
                    .forEach(
                            entry -> {
                                values.put(entry.getKey(), of(entry.getValue(), origin));
                                keys.put(entry.getKey(), origin);
                            });
            return new Mapping(origin, values, keys);
        }
        if (json.isArray()) {
            var values = new ArrayList<Node>();
            json.forEach(value -> values.add(of(value, origin)));
            return new Sequence(origin, values);
        }
        return new Scalar(origin, json.isNull() || json.isMissingNode() ? null : json.asText());
    }
}
