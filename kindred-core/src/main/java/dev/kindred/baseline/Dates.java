package dev.kindred.baseline;

import dev.kindred.io.DataException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Reads dates as they stand in attributes. */
final class Dates {
    private static final long LAST_YEAR = 9999;
    // 100,000,000,000 seconds are the year 5138, as many milliseconds March 1973.
    private static final long LAST_SECOND = 100_000_000_000L;
    private static final int DATE_LENGTH = "2024-05-31".length();

    private Dates() {}

    /**
     * Milliseconds since 1970-01-01 UTC.
     *
     * @param text a year (its first moment), an ISO 8601 date (likewise) or date and time, or
     *     seconds or milliseconds since 1970
     */
    static long millis(String what, String text) {
        try {
            if (text.matches("\\d{1,18}")) {
                return ofNumber(Long.parseLong(text));
            }
            return instant(text).toInstant().toEpochMilli();
        } catch (DateTimeException e) {
            throw new DataException(
                    "%s must be a year, a date such as 2024-05-31, a date and time such as 2024-05-31T20:15:00Z, or seconds or milliseconds since 1970, but is \"%s\""
                            .formatted(what, text),
                    e);
        }
    }

    private static long ofNumber(long number) {
        if (number <= LAST_YEAR) {
            return LocalDate.of((int) number, 1, 1)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant()
                    .toEpochMilli();
        }
        return number < LAST_SECOND ? number * 1000 : number;
    }

    private static OffsetDateTime instant(String text) {
        if (text.length() <= DATE_LENGTH) {
            return LocalDate.parse(text).atStartOfDay().atOffset(ZoneOffset.UTC);
        }
        String time = text.replace(' ', 'T');
        boolean hasZone = time.endsWith("Z") || time.lastIndexOf('+') > 0 || endsWithMinus(time);
        return hasZone
                ? OffsetDateTime.parse(time)
                : LocalDateTime.parse(time).atOffset(ZoneOffset.UTC);
    }

    private static boolean endsWithMinus(String time) {
        return time.lastIndexOf('-') > time.indexOf('T');
    }
}
