package dev.kindred.server.transfer;

import dev.kindred.data.Interaction;
import dev.kindred.server.http.Fields;
import dev.kindred.store.Event;
import dev.kindred.store.Ids;
import dev.kindred.store.StoredEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events as the API reads and writes them. */
public final class EventJson {
    private EventJson() {}

    /** Reads an event; null after a fault. */
    public static @Nullable Event read(Fields in, EventRules rules) {
        String user = id(in, "user", true);
        String item = id(in, "item", true);
        String type = id(in, "type", true);
        String id = id(in, "id", false);
        String session = id(in, "session", false);
        String recommendation = id(in, "recommendationId", false);
        Double value = in.number("value");
        Long time = time(in, rules);
        if (user == null || item == null || type == null) {
            return null;
        }
        if (!rules.knows(type)) {
            in.fault("type", "too_many", EventRules.TOO_MANY);
            return null;
        }
        return new Event(
                id,
                user,
                item,
                type,
                value == null ? 1 : value,
                time == null ? rules.now() : time,
                session,
                recommendation);
    }

    /** When something was, or null if it is left out or faulty. */
    public static @Nullable Long time(Fields in, EventRules rules) {
        Long time = in.time("time");
        if (time == null || time <= rules.latest() && time >= rules.earliest()) {
            return time;
        }
        in.fault(
                "time",
                "out_of_range",
                "time must be no more than a day in the future, and after the year 0");
        return null;
    }

    /** An id, or null if it is left out or faulty. */
    public static @Nullable String id(Fields in, String name, boolean needed) {
        if (!in.has(name)) {
            if (needed) {
                in.fault(name, "missing", "%s must be there: a text".formatted(name));
            }
            return null;
        }
        String text = in.optionalText(name);
        try {
            return text == null ? null : Ids.check(name, text);
        } catch (IllegalArgumentException e) {
            in.fault(name, "bad_id", String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** An event as answers and exports show it. */
    public static Map<String, Object> shown(StoredEvent stored) {
        Event event = stored.event();
        var shown = new LinkedHashMap<String, @Nullable Object>();
        shown.put("user", event.user());
        shown.put("item", event.item());
        shown.put("type", event.type());
        shown.put("value", event.value());
        shown.put("time", event.time() == Interaction.NO_TIME ? null : ItemJson.time(event.time()));
        shown.put("id", event.id());
        shown.put("session", event.session());
        shown.put("recommendationId", event.recommendation());
        return shown;
    }
}
