package dev.kindred.server.transfer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.kindred.data.Interaction;
import dev.kindred.io.LineRecords;
import dev.kindred.io.ReadOptions;
import dev.kindred.server.http.Json;
import dev.kindred.store.Event;
import dev.kindred.store.Ids;
import dev.kindred.store.Project;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads events. */
final class EventLines implements Lines {
    private static final List<String> FIELDS = Kind.EVENTS.fields();
    private static final List<String> GUESSED = FIELDS.subList(0, 5);
    private static final int USER = 0;
    private static final int ITEM = 1;
    private static final int TYPE = 2;
    private static final int VALUE = 3;
    private static final int TIME = 4;
    private static final int ID = 5;
    private static final int SESSION = 6;
    private static final int RECOMMENDATION = 7;
    private static final int SHORT = 64;

    private final ImportPlan plan;
    private final Project project;
    private final EventRules rules;
    private final LineRecords records;
    private final Map<String, String> columns = new LinkedHashMap<>();
    private final int[] positions = new int[FIELDS.size()];
    private final Map<String, Integer> keys = new HashMap<>();
    private final @Nullable String[] found = new @Nullable String[FIELDS.size()];
    private final List<Event> batch = new ArrayList<>();

    EventLines(ImportPlan plan, Project project, EventRules rules, InputStream in) {
        this.plan = plan;
        this.project = project;
        this.rules = rules;
        var named = new LinkedHashMap<>(plan.columns());
        named.keySet().retainAll(GUESSED);
        ReadOptions options = ReadOptions.defaults().withColumns(named);
        records =
                plan.json()
                        ? LineRecords.ofJson("the body", in, true, options)
                        : LineRecords.ofInteractions("the body", in, options);
        columns.putAll(records.roles());
        plan.columns().forEach(columns::put);
        Arrays.fill(positions, -1);
        if (plan.json()) {
            findKeys();
        } else {
            findPositions();
        }
    }

    private void findKeys() {
        for (int k = 0; k < FIELDS.size(); k++) {
            keys.put(FIELDS.get(k), k);
        }
        columns.forEach((field, key) -> keys.remove(field));
        columns.forEach((field, key) -> keys.put(key, FIELDS.indexOf(field)));
    }

    private void findPositions() {
        for (int k = 0; k < FIELDS.size(); k++) {
            String field = FIELDS.get(k);
            if (GUESSED.contains(field)) {
                positions[k] = records.column(field);
            } else {
                positions[k] = position(field, plan.columns().get(field));
            }
            if (positions[k] >= 0 && positions[k] < records.names().size()) {
                columns.put(field, records.names().get(positions[k]));
            }
        }
    }

    /** The column that is named, or has a name that says it; -1 if there is none. */
    private int position(String field, @Nullable String named) {
        List<String> names = records.names();
        if (named != null) {
            int at = names.indexOf(named);
            if (at < 0) {
                throw new IllegalArgumentException(
                        "the body has no column \"%s\"; its columns are %s"
                                .formatted(named, String.join(", ", names)));
            }
            return at;
        }
        String plain = field.equals("id") ? "eventid" : Lines.plain(field);
        for (int k = 0; k < names.size(); k++) {
            String name = Lines.plain(names.get(k));
            if (name.equals(plain) || name.equals(plain + "id")) {
                return k;
            }
        }
        return -1;
    }

    @Override
    public LineRecords records() {
        return records;
    }

    @Override
    public Map<String, String> columns() {
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
        int duplicates = project.events().append(batch, plan.mode()).duplicates();
        batch.clear();
        return duplicates;
    }

    @Override
    public void read() throws Refusal {
        Arrays.fill(found, null);
        if (plan.json()) {
            readJson();
        } else {
            Lines.check(records);
            for (int k = 0; k < positions.length; k++) {
                found[k] = positions[k] < 0 ? null : field(positions[k]);
            }
        }
        batch.add(event());
    }

    private @Nullable String field(int position) throws Refusal {
        String text = records.field(position);
        if (text == null) {
            throw new Refusal("not_utf8", "the text is not valid UTF-8");
        }
        return text.isEmpty() ? null : text;
    }

    private void readJson() throws Refusal {
        String line = records.text();
        if (line == null) {
            throw new Refusal("bad_line", "the line is too long or not valid UTF-8");
        }
        try (JsonParser json = Json.MAPPER.getFactory().createParser(line)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new Refusal("not_json", "the line is no JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                Integer field = keys.get(json.currentName());
                JsonToken value = json.nextToken();
                if (field == null) {
                    json.skipChildren();
                } else if (value.isStructStart()) {
                    throw new Refusal(
                            "bad_" + FIELDS.get(field),
                            "%s must be a text or a number".formatted(FIELDS.get(field)));
                } else {
                    found[field] = value == JsonToken.VALUE_NULL ? null : json.getText();
                }
            }
            if (json.nextToken() != null) {
                throw new Refusal("not_json", "the line is no JSON object");
            }
        } catch (IOException e) {
            boolean twice = String.valueOf(e.getMessage()).startsWith("Duplicate field");
            throw new Refusal(
                    twice ? "duplicate_key" : "not_json",
                    twice ? "a key is there twice" : "the line is no JSON object");
        }
    }

    private Event event() throws Refusal {
        String user = id(USER, true);
        String item = id(ITEM, true);
        String type = id(TYPE, false);
        if (type == null) {
            type = plan.type() == null ? Interaction.RATING : plan.type();
        }
        if (!rules.knows(type)) {
            throw new Refusal("bad_type", EventRules.TOO_MANY);
        }
        String session = id(SESSION, false);
        double value = value();
        long time = time();
        String id = id(ID, false);
        if (id == null && plan.once()) {
            id = EventRules.naturalId(user, item, type, value, time, session);
        }
        return new Event(id, user, item, type, value, time, session, id(RECOMMENDATION, false));
    }

    private @Nullable String id(int field, boolean needed) throws Refusal {
        String text = found[field];
        String name = FIELDS.get(field);
        if (text == null || text.isEmpty()) {
            if (needed) {
                throw new Refusal("bad_" + name, "the %s is empty".formatted(name));
            }
            return null;
        }
        if (!isPlain(text)) {
            try {
                Ids.check("the " + name, text);
            } catch (IllegalArgumentException e) {
                throw new Refusal("bad_" + name, String.valueOf(e.getMessage()));
            }
        }
        return text;
    }

    private static boolean isPlain(String text) {
        if (text.length() > SHORT) {
            return false;
        }
        for (int k = 0; k < text.length(); k++) {
            char c = text.charAt(k);
            if (c == 0 || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    private double value() throws Refusal {
        String text = found[VALUE];
        if (text == null) {
            boolean needed = !plan.json() && positions[VALUE] >= 0 && positions[TYPE] < 0;
            if (needed) {
                throw new Refusal("bad_value", "the value is empty");
            }
            return 1;
        }
        double value = LineRecords.number(text);
        if (Double.isNaN(value)) {
            throw new Refusal("bad_value", "the value is no finite number of at most 1e15");
        }
        return value;
    }

    private long time() throws Refusal {
        String text = found[TIME];
        if (text == null) {
            return Interaction.NO_TIME;
        }
        Long time = LineRecords.time(text);
        if (time == null) {
            throw new Refusal(
                    "bad_time",
                    "the time is neither a number of seconds since 1970 nor an ISO-8601 date");
        }
        if (time > rules.latest()) {
            throw new Refusal("future_time", "the time is more than a day in the future");
        }
        return time;
    }
}
