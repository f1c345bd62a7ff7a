package dev.kindred.expression;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Reads dates: {@code 2026-01-31}, {@code 2026-01-31T12:00:00}, with or without an offset. */
final class Dates {
    private Dates() {}

    /** Milliseconds since 1970, or {@code NaN} if the text is no date. Without offset: UTC. */
    static double millis(String text) {
        if (text.length() < 10 || text.length() > 40 || text.charAt(4) != '-') {
            return Double.NaN;
        }
        try {
            if (text.length() == 10) {
                return LocalDate.parse(text)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant()
                        .toEpochMilli();
            }
            String iso = text.charAt(10) == ' ' ? text.replaceFirst(" ", "T") : text;
            boolean offset = iso.indexOf('Z', 10) > 0 || iso.substring(10).matches(".*[+-].*");
            Instant instant =
                    offset
                            ? OffsetDateTime.parse(iso).toInstant()
                            : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
            return instant.toEpochMilli();
        } catch (DateTimeException e) {
            return Double.NaN; // says what is no date
        }
    }

    /** The year, in UTC. */
    static double year(double millis) {
        return Double.isNaN(millis)
                ? Double.NaN
                : Instant.ofEpochMilli((long) millis).atZone(ZoneOffset.UTC).getYear();
    }
}
