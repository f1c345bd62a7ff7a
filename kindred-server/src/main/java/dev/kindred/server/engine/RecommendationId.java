package dev.kindred.server.engine;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Ids of answers: {@code r_} and a ULID, 48 bits of time and 80 of chance in 26 letters and digits.
 * They sort by time; nobody meets the same twice.
 */
final class RecommendationId {
    private static final char[] DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    private static final int LENGTH = 26;

    private RecommendationId() {}

    static String next(long millis) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        char[] text = new char[LENGTH + 2];
        text[0] = 'r';
        text[1] = '_';
        digits(text, 2, 10, millis);
        digits(text, 12, 8, random.nextLong());
        digits(text, 20, 8, random.nextLong());
        return new String(text);
    }

    private static void digits(char[] text, int from, int count, long bits) {
        for (int k = count - 1; k >= 0; k--) {
            text[from + k] = DIGITS[(int) (bits & 31)];
            bits >>>= 5;
        }
    }
}
