package dev.kindred.server.engine;

import dev.kindred.data.AttributeRow;
import dev.kindred.store.Event;
import dev.kindred.store.Events.HistoryVersion;
import dev.kindred.store.StoredEvent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one user: the events that count, and the description. Immutable.
 *
 * @param id outside id, or null for a guest
 * @param version of the events and the description
 * @param events oldest first
 * @param attributes values by field
 */
record Person(
        @Nullable String id,
        HistoryVersion version,
        List<Past> events,
        Map<String, List<String>> attributes) {
    static final HistoryVersion NO_HISTORY = new HistoryVersion(0, 0);

    static final Person GUEST = new Person(null, NO_HISTORY, List.of(), Map.of());

    /** A user of whom nothing is known. */
    static Person unknown(@Nullable String id) {
        return id == null ? GUEST : new Person(id, NO_HISTORY, List.of(), Map.of());
    }

    /** An event of the user. */
    record Past(long sequence, String item, String type, double value, long time) {
        static Past of(StoredEvent stored) {
            Event event = stored.event();
            return new Past(
                    stored.sequence(), event.item(), event.type(), event.value(), event.time());
        }
    }

    AttributeRow row(Map<String, List<String>> more) {
        if (more.isEmpty()) {
            return AttributeRow.of(attributes);
        }
        var all = new java.util.LinkedHashMap<>(attributes);
        all.putAll(more);
        return AttributeRow.of(all);
    }
}
