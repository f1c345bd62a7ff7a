package dev.kindred.server.engine;

import dev.kindred.data.Attributes;
import java.util.List;

/**
 * A list that is shown.
 *
 * @param user to whom
 * @param items best first
 * @param time in milliseconds since 1970-01-01 UTC
 * @param seconds that the answer took; NaN where it was one of many
 * @param catalogue attributes of all items
 * @param visitor who asked
 */
public record Shown(
        String user,
        List<String> items,
        long time,
        double seconds,
        Attributes catalogue,
        Visitor visitor) {}
