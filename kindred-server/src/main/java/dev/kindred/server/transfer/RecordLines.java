package dev.kindred.server.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kindred.io.LineRecords;
import dev.kindred.io.ReadOptions;
import dev.kindred.server.http.Fields;
import dev.kindred.server.http.Json;
import dev.kindred.server.http.Problem;
import dev.kindred.store.Ids;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads items or users. What is no field of the API becomes an attribute. In tables, several values
 * are separated by "|", numbers of an embedding by blanks; groups and attributes are JSON.
 */
final class RecordLines<T> implements Lines {
    private static final List<String> ID_NAMES = List.of("id", "itemid", "userid", "item", "user");
    private static final Map<String, String> OTHER_NAMES =
            Map.of("name", "title", "description", "text", "category", "categories");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ImportPlan plan;
    private final BiFunction<Fields, String, T> reader;
    private final Consumer<List<T>> store;
    private final LineRecords records;
    private final Map<String, String> fieldOf = new LinkedHashMap<>();
    private final List<T> batch = new ArrayList<>();

    RecordLines(
            ImportPlan plan,
            BiFunction<Fields, String, T> reader,
            Consumer<List<T>> store,
            InputStream in) {
        this.plan = plan;
        this.reader = reader;
        this.store = store;
        if (plan.json()) {
            records = LineRecords.ofJson("the body", in, false, ReadOptions.defaults());
        } else {
            records = LineRecords.ofTable("the body", in);
            guess(records.names());
        }
        plan.columns()
                .forEach(
                        (field, column) -> {
                            check(column);
                            fieldOf.values().remove(field);
                            fieldOf.put(column, field);
                        });
    }

    private void check(String column) {
        if (!plan.json() && !records.names().contains(column)) {
            throw new IllegalArgumentException(
                    "the body has no column \"%s\"; its columns are %s"
                            .formatted(column, String.join(", ", records.names())));
        }
    }

    private void guess(List<String> names) {
        List<String> plain = names.stream().map(Lines::plain).toList();
        String id = names.get(0).isEmpty() && names.size() > 1 ? names.get(1) : names.get(0);
        for (String wanted : ID_NAMES) {
            if (plain.contains(wanted)) {
                id = names.get(plain.indexOf(wanted));
                break;
            }
        }
        fieldOf.put(id, "id");
        for (String field : plan.kind().fields()) {
            int at = plain.indexOf(Lines.plain(field));
            if (at >= 0 && !fieldOf.containsValue(field)) {
                fieldOf.putIfAbsent(names.get(at), field);
            }
        }
        OTHER_NAMES.forEach(
                (name, field) -> {
                    int at = plain.indexOf(name);
                    boolean has = plan.kind().fields().contains(field);
                    if (at >= 0 && has && !fieldOf.containsValue(field)) {
                        fieldOf.putIfAbsent(names.get(at), field);
                    }
                });
    }

    @Override
    public LineRecords records() {
        return records;
    }

    @Override
    public Map<String, String> columns() {
        var columns = new LinkedHashMap<String, String>();
        fieldOf.forEach((column, field) -> columns.put(field, column));
        return columns;
    }

    @Override
    public int size() {
        return batch.size();
    }

    @Override
    public void drop() {
        batch.clear();
    }

    @Override
    public int store() {
        store.accept(List.copyOf(batch));
        batch.clear();
        return 0;
    }

    @Override
    public void read() throws Refusal {
        ObjectNode object = plan.json() ? json() : row();
        JsonNode id = object.remove("id");
        if (id == null || !id.isValueNode() || id.asText().isEmpty()) {
            throw new Refusal("bad_id", "the id is empty");
        }
        try {
            Ids.check("the id", id.asText());
        } catch (IllegalArgumentException e) {
            throw new Refusal("bad_id", String.valueOf(e.getMessage()));
        }
        try {
            Fields fields = Fields.of(object);
            T one = reader.apply(fields, id.asText());
            fields.done();
            batch.add(one);
        } catch (Problem e) {
            Problem.Fault first = e.faults().get(0);
            throw new Refusal(first.code(), first.detail());
        }
    }

    private ObjectNode json() throws Refusal {
        String line = records.text();
        if (line == null) {
            throw new Refusal("bad_line", "the line is too long or not valid UTF-8");
        }
        JsonNode read;
        try {
            read = Json.parse(line);
        } catch (IllegalArgumentException e) {
            throw new Refusal("not_json", "the line is no JSON object");
        }
        if (!(read instanceof ObjectNode)) {
            throw new Refusal("not_json", "the line is no JSON object");
        }
        ObjectNode object = NODES.objectNode();
        for (Map.Entry<String, JsonNode> one : read.properties()) {
            put(object, one.getKey(), one.getValue());
        }
        return object;
    }

    private ObjectNode row() throws Refusal {
        Lines.check(records);
        ObjectNode object = NODES.objectNode();
        for (int k = 0; k < records.names().size(); k++) {
            String text = records.field(k);
            if (text == null) {
                throw new Refusal("not_utf8", "the text is not valid UTF-8");
            }
            String name = records.names().get(k);
            if (!text.isEmpty()) {
                put(object, name, cell(fieldOf.get(name), text));
            }
        }
        return object;
    }

    private void put(ObjectNode object, String name, JsonNode value) {
        String mapped = fieldOf.get(name);
        if (mapped == null && plan.kind().fields().contains(name) && !fieldOf.containsValue(name)) {
            mapped = name;
        }
        if (mapped != null && mapped.equals("attributes") && value instanceof ObjectNode more) {
            object.withObjectProperty("attributes").setAll(more);
        } else if (mapped != null) {
            object.set(mapped, value);
        } else if (!name.isEmpty()) {
            object.withObjectProperty("attributes").set(name, value);
        }
    }

    /** A cell of a table, as JSON. */
    private static JsonNode cell(@Nullable String field, String text) throws Refusal {
        return switch (field == null ? "" : field) {
            case "id", "title", "text", "owner" -> NODES.textNode(text);
            case "categories" -> texts(text);
            case "groups", "attributes" -> object(field, text);
            case "embedding" -> numbers(text);
            case "availableFrom", "availableUntil" -> time(field, text);
            case "hidden" -> NODES.booleanNode(text.equals("true") || text.equals("1"));
            default -> text.indexOf('|') > 0 ? texts(text) : scalar(text);
        };
    }

    private static ArrayNode texts(String text) {
        ArrayNode texts = NODES.arrayNode();
        for (String one : text.split("\\|")) {
            if (!one.isBlank()) {
                texts.add(one.strip());
            }
        }
        return texts;
    }

    private static JsonNode object(@Nullable String field, String text) throws Refusal {
        try {
            return Json.parse(text);
        } catch (IllegalArgumentException e) {
            throw new Refusal("not_json", "%s must be a JSON object".formatted(field));
        }
    }

    private static ArrayNode numbers(String text) {
        ArrayNode numbers = NODES.arrayNode();
        for (String one : text.strip().split("[\\s;|]+")) {
            numbers.add(LineRecords.number(one));
        }
        return numbers;
    }

    private static JsonNode time(@Nullable String field, String text) throws Refusal {
        Long time = LineRecords.time(text);
        if (time == null) {
            throw new Refusal(
                    "bad_time",
                    "%s is neither a number of seconds since 1970 nor an ISO-8601 date"
                            .formatted(field));
        }
        return NODES.numberNode(time);
    }

    /** A number or truth if it is written as JSON would write it; else a text. */
    private static JsonNode scalar(String text) {
        if (text.equals("true") || text.equals("false")) {
            return NODES.booleanNode(text.equals("true"));
        }
        double number = LineRecords.number(text);
        if (number == Math.rint(number) && Long.toString((long) number).equals(text)) {
            return NODES.numberNode((long) number);
        }
        return Double.toString(number).equals(text) && !Double.isNaN(number)
                ? NODES.numberNode(number)
                : NODES.textNode(text);
    }
}
