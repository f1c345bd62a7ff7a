package dev.kindred.data;

import java.util.Objects;

/**
 * One thing that one user did with one item.
 *
 * @param user outside id of the user; see {@link IdIndex} for what an id may be
 * @param item outside id of the item
 * @param type what was done, such as "view" or "buy"; {@link #RATING} where the data names no type
 * @param value rating, count or strength; finite; 1 where the data holds none
 * @param time milliseconds since 1970-01-01 UTC, or {@link #NO_TIME}
 */
public record Interaction(String user, String item, String type, double value, long time) {
    /** The type of interactions whose source names none. */
    public static final String RATING = "rating";

    /** The time of interactions whose source names none; sorts before every real time. */
    public static final long NO_TIME = Long.MIN_VALUE;

    public Interaction {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(item, "item");
        Objects.requireNonNull(type, "type");
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    "value must be a finite number, but is %s".formatted(value));
        }
    }

    /** An interaction without type and time. */
    public static Interaction of(String user, String item, double value) {
        return new Interaction(user, item, RATING, value, NO_TIME);
    }
}
