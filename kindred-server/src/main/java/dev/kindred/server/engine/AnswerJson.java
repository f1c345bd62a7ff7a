package dev.kindred.server.engine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.kindred.server.engine.ListedItem.Move;
import dev.kindred.server.engine.ListedItem.RuleEffect;
import dev.kindred.server.engine.ListedItem.Source;
import dev.kindred.server.engine.ListedItem.Why;
import dev.kindred.server.engine.PipelineChoice.Arm;
import dev.kindred.server.engine.RecommendationAnswer.Content;
import dev.kindred.server.engine.RecommendationAnswer.Shown;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers as JSON; the content is an object of its own, so that it can be kept. */
final class AnswerJson {
    private static final ObjectMapper MAPPER =
            JsonMapper.builder()
                    .enable(com.fasterxml.jackson.databind.DeserializationFeature.USE_LONG_FOR_INTS)
                    .build();
    private static final JsonFactory FACTORY = MAPPER.getFactory();

    private AnswerJson() {}

    /** The head, which is another one each time, and the members of the body. */
    static byte[] whole(String id, @Nullable Arm arm, Set<Degradation> degradations, byte[] body) {
        byte[] head = head(id, arm, degradations).getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[head.length + body.length - 1];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 1, all, head.length, body.length - 1); // without its brace
        return all;
    }

    private static String head(String id, @Nullable Arm arm, Set<Degradation> degradations) {
        var head = new StringBuilder(160).append("{\"recommendationId\":\"").append(id).append('"');
        if (arm != null) {
            head.append(",\"experiment\":{\"id\":")
                    .append(quoted(arm.experiment()))
                    .append(",\"variant\":")
                    .append(quoted(arm.variant()))
                    .append('}');
        }
        head.append(",\"degraded\":").append(!degradations.isEmpty());
        if (!degradations.isEmpty()) {
            head.append(",\"reason\":\"").append(degradations.iterator().next().text());
            head.append("\",\"reasons\":[");
            String comma = "";
            for (Degradation one : degradations) {
                head.append(comma).append('"').append(one.text()).append('"');
                comma = ",";
            }
            head.append(']');
        }
        return head.append(',').toString();
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder(text.length() + 2).append('"');
        com.fasterxml.jackson.core.io.JsonStringEncoder.getInstance().quoteAsString(text, quoted);
        return quoted.append('"').toString();
    }

    static byte[] body(Content content) {
        var out = new ByteArrayOutputStream(128 + 96 * content.items().size());
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("user", content.user());
            json.writeStringField("pipeline", content.pipeline());
            json.writeNumberField("model", content.model());
            json.writeBooleanField("coldStart", content.coldStart());
            json.writeStringField("pageToken", content.pageToken());
            json.writeArrayFieldStart("items");
            for (ListedItem item : content.items()) {
                write(json, item);
            }
            json.writeEndArray();
            if (!content.notes().isEmpty()) {
                json.writeFieldName("notes");
                json.writeArray(content.notes().toArray(String[]::new), 0, content.notes().size());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** One item; also for lists that are no recommendations. */
    static void write(JsonGenerator json, ListedItem item) throws IOException {
        json.writeStartObject();
        json.writeStringField("item", item.item());
        number(json, "score", item.score());
        json.writeStringField("source", item.source());
        if (item.propensity() < 1) {
            json.writeNumberField("propensity", item.propensity());
        }
        if (!item.attributes().isEmpty()) {
            json.writeObjectField("attributes", item.attributes());
        }
        Why why = item.why();
        if (why != null) {
            json.writeObjectFieldStart("explain");
            write(json, why);
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Why why) throws IOException {
        json.writeArrayFieldStart("sources");
        for (Source source : why.sources()) {
            json.writeStartObject();
            json.writeStringField("recommender", source.recommender());
            number(json, "score", source.score());
            if (source.rank() > 0) {
                json.writeNumberField("rank", source.rank());
            }
            if (!source.because().isEmpty()) {
                json.writeFieldName("because");
                json.writeArray(
                        source.because().toArray(String[]::new), 0, source.because().size());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        if (!why.rules().isEmpty()) {
            json.writeArrayFieldStart("rules");
            for (RuleEffect rule : why.rules()) {
                json.writeStartObject();
                json.writeStringField("rule", rule.rule());
                number(json, "factor", rule.factor());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        Move move = why.rerank();
        if (move != null) {
            json.writeObjectFieldStart("rerank");
            json.writeNumberField("from", move.from());
            json.writeNumberField("to", move.to());
            json.writeStringField("reason", move.reason());
            json.writeEndObject();
        }
        json.writeStringField("text", why.text());
    }

    /** JSON knows no NaN: the field is left out. */
    private static void number(JsonGenerator json, String name, double value) throws IOException {
        if (Double.isFinite(value)) {
            float rounded = (float) value;
            json.writeFieldName(name);
            if (rounded == value) {
                json.writeNumber(rounded);
            } else {
                json.writeNumber(value);
            }
        }
    }

    static Content read(byte[] body) {
        try {
            JsonNode root = MAPPER.readTree(body);
            var items = new ArrayList<ListedItem>();
            root.get("items").forEach(item -> items.add(item(item)));
            return new Content(
                    root.path("user").textValue(),
                    root.get("pipeline").textValue(),
                    root.get("model").longValue(),
                    root.get("coldStart").booleanValue(),
                    root.path("pageToken").textValue(),
                    items,
                    texts(root.path("notes")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the log of exposures wants of a content, without reading the rest. */
    static Shown shown(byte[] body) {
        String user = null;
        String pipeline = "";
        long model = 0;
        var items = new ArrayList<String>();
        var propensities = new ArrayList<Double>();
        try (JsonParser json = FACTORY.createParser(body)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "user" -> user = json.getValueAsString();
                    case "pipeline" -> pipeline = json.getText();
                    case "model" -> model = json.getLongValue();
                    case "items" -> addItems(json, items, propensities);
                    default -> json.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Shown(user, pipeline, model, items, propensities);
    }

    private static void addItems(JsonParser json, List<String> ids, List<Double> propensities)
            throws IOException {
        while (json.nextToken() == JsonToken.START_OBJECT) {
            double propensity = 1;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "item" -> ids.add(json.getText());
                    case "propensity" -> propensity = json.getDoubleValue();
                    default -> json.skipChildren();
                }
            }
            propensities.add(propensity);
        }
    }

    private static ListedItem item(JsonNode node) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        node.path("attributes")
                .properties()
                .forEach(
                        field ->
                                attributes.put(
                                        field.getKey(),
                                        MAPPER.convertValue(field.getValue(), Object.class)));
        return new ListedItem(
                node.get("item").textValue(),
                number(node, "score"),
                node.get("source").textValue(),
                attributes,
                node.has("explain") ? why(node.get("explain")) : null,
                node.path("propensity").asDouble(1));
    }

    private static Why why(JsonNode node) {
        var sources = new ArrayList<Source>();
        for (JsonNode source : node.path("sources")) {
            sources.add(
                    new Source(
                            source.get("recommender").textValue(),
                            number(source, "score"),
                            source.path("rank").intValue(),
                            texts(source.path("because"))));
        }
        var rules = new ArrayList<RuleEffect>();
        for (JsonNode rule : node.path("rules")) {
            rules.add(new RuleEffect(rule.get("rule").textValue(), number(rule, "factor")));
        }
        JsonNode move = node.path("rerank");
        return new Why(
                sources,
                rules,
                move.isMissingNode()
                        ? null
                        : new Move(
                                move.get("from").intValue(),
                                move.get("to").intValue(),
                                move.get("reason").textValue()),
                node.get("text").textValue());
    }

    private static double number(JsonNode node, String name) {
        return node.has(name) ? node.get(name).doubleValue() : Double.NaN;
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(text -> texts.add(text.textValue()));
        return texts;
    }
}
