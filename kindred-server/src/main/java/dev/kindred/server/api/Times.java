package dev.kindred.server.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Moments as answers show them. */
public final class Times {
    private Times() {}

    /** ISO 8601 in UTC, such as {@code 2026-01-31T12:00:00Z}; null for null. */
    public static @Nullable String text(@Nullable Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis).toString();
    }
}
