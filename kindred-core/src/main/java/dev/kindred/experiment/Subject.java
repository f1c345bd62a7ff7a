package dev.kindred.experiment;

import dev.kindred.data.AttributeRow;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may be in an experiment.
 *
 * @param unit id that is randomised, mostly the user's; not empty
 * @param alias an id they had before, such as that of an anonymous session, under which an arm may
 *     be remembered; null for none
 * @param attributes for targeting
 * @param now the time, in milliseconds since 1970, for conditions that name it
 */
public record Subject(String unit, @Nullable String alias, AttributeRow attributes, long now) {
    public Subject {
        HashMethod.requireUnit(unit);
    }

    /** A unit of which nothing else is known. */
    public static Subject of(String unit) {
        return new Subject(unit, null, AttributeRow.NONE, 0);
    }

    public static Subject of(String unit, AttributeRow attributes, long now) {
        return new Subject(unit, null, attributes, now);
    }

    public Subject withAlias(@Nullable String value) {
        return new Subject(unit, value, attributes, now);
    }
}
