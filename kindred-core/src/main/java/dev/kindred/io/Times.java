package dev.kindred.io;

import dev.kindred.data.Interaction;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Times in text: seconds since 1970-01-01 UTC, also with decimals; milliseconds where the number is
 * at least 1e11 (as seconds that would be the year 5138); ISO-8601 dates and date-times, in UTC
 * where they name no offset.
 */
final class Times {
    private static final long SMALLEST_MILLIS = 100_000_000_000L;
    private static final String RULE =
            "the time is neither a number of seconds since 1970 nor an ISO-8601 date";

    private static final String OUT_OF_RANGE = "the time is out of range";

    private Times() {}

    /** Milliseconds since 1970; halves of milliseconds are rounded away from 1970. */
    static long parse(byte[] text, int start, int end) throws BadLine {
        boolean negative = start < end && text[start] == '-';
        int first = negative ? start + 1 : start;
        int point = first;
        while (point < end && text[point] >= '0' && text[point] <= '9') {
            point++;
        }
        if (point > first && point - first <= 18 && (point == end || text[point] == '.')) {
            long whole = whole(text, first, point);
            boolean decimals = point + 1 < end;
            if (!decimals || Numbers.isDigits(text, point + 1, end)) {
                long millis = millis(whole, decimals ? fraction(text, point + 1, end) : 0);
                return negative ? -millis : millis;
            }
        }
        return slow(text, start, end);
    }

    static long parse(String text) throws BadLine {
        byte[] bytes = text.trim().getBytes(StandardCharsets.UTF_8);
        return parse(bytes, 0, bytes.length);
    }

    private static long millis(long whole, int tenThousandths) {
        return whole >= SMALLEST_MILLIS
                ? whole + (tenThousandths >= 5000 ? 1 : 0)
                : whole * 1000 + (tenThousandths + 5) / 10;
    }

    private static long whole(byte[] text, int start, int end) {
        long whole = 0;
        for (int k = start; k < end; k++) {
            whole = 10 * whole + text[k] - '0';
        }
        return whole;
    }

    private static int fraction(byte[] text, int start, int end) {
        int fraction = 0;
        for (int k = start; k < start + 4; k++) {
            fraction = 10 * fraction + (k < end ? text[k] - '0' : 0);
        }
        return fraction;
    }

    private static long slow(byte[] text, int start, int end) throws BadLine {
        if (end - start >= 19 && end - start <= 20 && Numbers.isDigits(text, start + 1, end)) {
            return parseLong(text, start, end);
        }
        double number = Numbers.parse(text, start, end);
        if (!Double.isNaN(number)) {
            boolean millis = Math.abs(number) >= SMALLEST_MILLIS;
            return exact(millis ? number : number * 1000, text, start, end);
        }
        try {
            return iso(new String(text, start, end - start, StandardCharsets.ISO_8859_1));
        } catch (DateTimeException | ArithmeticException e) {
            throw new BadLine(RULE, text, start, end);
        }
    }

    private static long parseLong(byte[] text, int start, int end) throws BadLine {
        try {
            String digits = new String(text, start, end - start, StandardCharsets.ISO_8859_1);
            return notTheLowest(Long.parseLong(digits), text, start, end);
        } catch (NumberFormatException e) {
            throw new BadLine(OUT_OF_RANGE, text, start, end);
        }
    }

    private static long notTheLowest(long millis, byte[] text, int start, int end) throws BadLine {
        if (millis == Interaction.NO_TIME) {
            throw new BadLine(OUT_OF_RANGE, text, start, end);
        }
        return millis;
    }

    private static long exact(double millis, byte[] text, int start, int end) throws BadLine {
        if (Math.abs(millis) >= 0x1p63) {
            throw new BadLine(OUT_OF_RANGE, text, start, end);
        }
        return Math.round(millis);
    }

    private static long iso(String text) {
        if (text.length() <= 10) {
            return Math.multiplyExact(LocalDate.parse(text).toEpochDay(), 86_400_000L);
        }
        String plain = text.endsWith(" UTC") ? text.substring(0, text.length() - 4) + "Z" : text;
        String dateTime = plain.charAt(10) == ' ' ? withT(plain) : plain;
        int sign = Math.max(dateTime.lastIndexOf('+'), dateTime.lastIndexOf('-'));
        return sign > 10 || dateTime.endsWith("Z")
                ? OffsetDateTime.parse(withColon(dateTime, sign)).toInstant().toEpochMilli()
                : LocalDateTime.parse(dateTime).toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    private static String withT(String text) {
        return text.substring(0, 10) + "T" + text.substring(11);
    }

    /** The offsets +00 and +0000 as +00:00. */
    private static String withColon(String text, int sign) {
        int digits = text.length() - sign - 1;
        if (sign <= 10 || digits != 2 && digits != 4) {
            return text;
        }
        String hours = text.substring(0, sign + 3);
        return hours + ":" + (digits == 2 ? "00" : text.substring(sign + 3));
    }
}
