package dev.kindred.store;

import dev.kindred.data.Interaction;
import org.jspecify.annotations.Nullable;

/**
 * One thing that one user did with one item.
 *
 * @param id the sender's id of the event: an event whose id is known already is not stored again;
 *     null = always stored
 * @param user id of the user; need not be known
 * @param item id of the item; need not be known
 * @param type what was done, such as "view" or "buy"
 * @param value rating, count or strength; finite
 * @param time milliseconds since 1970-01-01 UTC, or {@link Interaction#NO_TIME}
 * @param session in which it was done, if known
 * @param recommendation id of the answer that led to it, if known
 */
public record Event(
        @Nullable String id,
        String user,
        String item,
        String type,
        double value,
        long time,
        @Nullable String session,
        @Nullable String recommendation) {

    public Event {
        Ids.checkOptional("event id", id);
        Ids.check("user", user);
        Ids.check("item", item);
        Ids.check("type", type);
        Ids.checkOptional("session", session);
        Ids.checkOptional("recommendation id", recommendation);
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    "value must be a finite number, but is %s".formatted(value));
        }
    }

    /** An event without id, session and recommendation. */
    public static Event of(String user, String item, String type, double value, long time) {
        return new Event(null, user, item, type, value, time, null, null);
    }

    public Event withId(String newId) {
        return new Event(newId, user, item, type, value, time, session, recommendation);
    }
}
