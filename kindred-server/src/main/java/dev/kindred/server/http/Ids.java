package dev.kindred.server.http;

import java.util.concurrent.ThreadLocalRandom;

/** New ids that sort by time: 48 bits of milliseconds and 80 random bits, as ULIDs are written. */
public final class Ids {
    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 26;
    private static final int BITS = 5;

    private Ids() {}

    /** An id such as {@code q_01JD...}; who sees many of them might guess the next. */
    static String quick(String prefix) {
        var random = ThreadLocalRandom.current();
        return of(prefix, System.currentTimeMillis(), random.nextLong(), random.nextLong());
    }

    /** 10 digits of time, 16 random ones. */
    static String of(String prefix, long time, long random, long more) {
        char[] digits = new char[LENGTH];
        int timeDigits = 10;
        for (int k = timeDigits - 1; k >= 0; k--) {
            digits[k] = DIGITS.charAt((int) (time & 31));
            time >>>= BITS;
        }
        for (int k = timeDigits; k < LENGTH; k++) {
            long source = k < timeDigits + 8 ? random : more;
            digits[k] = DIGITS.charAt((int) (source >>> BITS * ((k - timeDigits) % 8)) & 31);
        }
        return prefix + new String(digits);
    }
}
