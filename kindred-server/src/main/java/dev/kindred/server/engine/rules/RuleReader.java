package dev.kindred.server.engine.rules;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kindred.internal.Suggestion;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads rules from JSON; a slip is an {@link IllegalArgumentException} that says where. */
public final class RuleReader {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private RuleReader() {}

    /**
     * Reads a rule: {@code {"when":{"placement":"home","user":"user.age > 17"},"filter":"price <
     * 50","boost":"1.2","pin":[{"item":"i1","position":1,"until":"2030-01-01T00:00:00Z"}],
     * "cap":{"by":"category","max":3,"window":10},"share":{"by":"provider","targets":{"local":0.3}},
     * "from":...,"until":...,"enabled":true,"description":"..."}}.
     */
    public static Rule read(String id, String json) {
        JsonNode node;
        try {
            node = MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a rule must be JSON: " + e.getOriginalMessage(), e);
        }
        return read(id, node);
    }

    private static Rule read(String id, JsonNode node) {
        keys(
                node,
                "",
                List.of(
                        "when",
                        "filter",
                        "boost",
                        "pin",
                        "cap",
                        "share",
                        "from",
                        "until",
                        "enabled",
                        "description"));
        return new Rule(
                id,
                when(node.path("when")),
                text(node, "filter", "/filter"),
                text(node, "boost", "/boost"),
                pins(node.path("pin")),
                cap(node.path("cap")),
                share(node.path("share")),
                time(node, "from", "/from"),
                time(node, "until", "/until"),
                !node.has("enabled") || truth(node.get("enabled"), "/enabled"));
    }

    private static Rule.When when(JsonNode node) {
        if (isAbsent(node)) {
            return Rule.When.ALWAYS;
        }
        keys(node, "/when", List.of("placement", "user"));
        Set<String> placements = new LinkedHashSet<>();
        JsonNode placement = node.path("placement");
        if (placement.isArray()) {
            placement.forEach(one -> placements.add(text(one, "/when/placement")));
        } else if (!isAbsent(placement)) {
            placements.add(text(placement, "/when/placement"));
        }
        return new Rule.When(placements, text(node, "user", "/when/user"));
    }

    private static List<Rule.Pin> pins(JsonNode node) {
        var pins = new ArrayList<Rule.Pin>();
        if (isAbsent(node)) {
            return pins;
        }
        if (!node.isArray()) {
            throw wrong("/pin", "an array", node);
        }
        for (int k = 0; k < node.size(); k++) {
            JsonNode pin = node.get(k);
            String at = "/pin/" + k;
            keys(pin, at, List.of("item", "position", "from", "until"));
            pins.add(
                    new Rule.Pin(
                            text(required(pin, "item", at), at + "/item"),
                            whole(required(pin, "position", at), at + "/position"),
                            time(pin, "from", at + "/from"),
                            time(pin, "until", at + "/until")));
        }
        return pins;
    }

    private static Rule.@Nullable Cap cap(JsonNode node) {
        if (isAbsent(node)) {
            return null;
        }
        keys(node, "/cap", List.of("by", "max", "window"));
        return new Rule.Cap(
                text(required(node, "by", "/cap"), "/cap/by"),
                whole(required(node, "max", "/cap"), "/cap/max"),
                node.has("window") ? whole(node.get("window"), "/cap/window") : 0);
    }

    private static Rule.@Nullable Share share(JsonNode node) {
        if (isAbsent(node)) {
            return null;
        }
        keys(node, "/share", List.of("by", "targets"));
        JsonNode targets = required(node, "targets", "/share");
        if (!targets.isObject()) {
            throw wrong("/share/targets", "an object", targets);
        }
        Map<String, Double> shares = new LinkedHashMap<>();
        targets.properties()
                .forEach(
                        target -> {
                            String at = "/share/targets/" + target.getKey();
                            if (!target.getValue().isNumber()) {
                                throw wrong(at, "a number from 0 to 1", target.getValue());
                            }
                            shares.put(target.getKey(), target.getValue().doubleValue());
                        });
        return new Rule.Share(text(required(node, "by", "/share"), "/share/by"), shares);
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static void keys(JsonNode node, String at, List<String> known) {
        if (!node.isObject()) {
            throw wrong(at, "an object", node);
        }
        node.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!known.contains(name)) {
                                throw new IllegalArgumentException(
                                        "%s/%s is unknown%s; there are %s"
                                                .formatted(
                                                        at,
                                                        name,
                                                        Suggestion.didYouMean(name, known),
                                                        String.join(", ", known)));
                            }
                        });
    }

    private static JsonNode required(JsonNode node, String name, String at) {
        JsonNode value = node.path(name);
        if (isAbsent(value)) {
            throw new IllegalArgumentException("%s/%s is missing".formatted(at, name));
        }
        return value;
    }

    private static @Nullable String text(JsonNode node, String name, String at) {
        JsonNode value = node.path(name);
        return isAbsent(value) ? null : text(value, at);
    }

    private static String text(JsonNode node, String at) {
        if (!node.isTextual()) {
            throw wrong(at, "a text", node);
        }
        return node.textValue();
    }

    private static int whole(JsonNode node, String at) {
        if (!node.isIntegralNumber() || !node.canConvertToInt()) {
            throw wrong(at, "a whole number", node);
        }
        return node.intValue();
    }

    private static boolean truth(JsonNode node, String at) {
        if (!node.isBoolean()) {
            throw wrong(at, "true or false", node);
        }
        return node.booleanValue();
    }

    private static @Nullable Long time(JsonNode node, String name, String at) {
        JsonNode value = node.path(name);
        if (isAbsent(value)) {
            return null;
        }
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        try {
            return OffsetDateTime.parse(value.asText()).toInstant().toEpochMilli();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "%s must be a date and time such as 2030-01-31T08:00:00Z, but is %s"
                            .formatted(at, value),
                    e);
        }
    }

    private static IllegalArgumentException wrong(String at, String rule, JsonNode node) {
        String text = node.toString();
        return new IllegalArgumentException(
                "%s must be %s, but is %s"
                        .formatted(
                                at.isEmpty() ? "a rule" : at,
                                rule,
                                text.length() > 60 ? text.substring(0, 60) + "..." : text));
    }
}
