package dev.kindred.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Points in time as people write them. */
final class TimeText {
    /** As in files; as seconds that would be the year 5138. */
    private static final double SMALLEST_MILLIS = 1e11;

    private TimeText() {}

    /**
     * Milliseconds since 1970 of {@code 2026-01-31} (its start, UTC), {@code 2026-01-31T12:00:00},
     * {@code 2026-01-31T12:00:00Z}, seconds since 1970, or milliseconds where the number is at
     * least 1e11.
     */
    static long millis(String option, String text) {
        try {
            if (text.matches("-?\\d+(\\.\\d+)?")) {
                double number = Double.parseDouble(text);
                return millis(Math.abs(number) < SMALLEST_MILLIS ? number * 1000 : number);
            } else if (!text.contains("T")) {
                return LocalDate.parse(text)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant()
                        .toEpochMilli();
            } else if (text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)")) {
                return Instant.parse(text).toEpochMilli();
            }
            return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC).toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw new UsageException(
                    "%s \"%s\" is no point in time; write 2026-01-31, 2026-01-31T12:00:00Z or seconds since 1970"
                            .formatted(option, text));
        }
    }

    /** The length of time of {@code 90s}, {@code 10m} or {@code 1h30m}. */
    static Duration duration(String option, String text) {
        try {
            Duration duration = Duration.parse("PT" + text);
            if (!duration.isNegative()) {
                return duration;
            }
        } catch (DateTimeException e) {
            throw noDuration(option, text);
        }
        throw noDuration(option, text);
    }

    private static UsageException noDuration(String option, String text) {
        return new UsageException(
                "%s \"%s\" is no length of time; write 90s, 10m or 1h30m".formatted(option, text));
    }

    private static long millis(double number) {
        if (Math.abs(number) >= 0x1p63) {
            throw new ArithmeticException("out of range");
        }
        return Math.round(number);
    }
}
