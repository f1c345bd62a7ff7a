package dev.kindred.store.sql;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;

/** Ids and secrets that nobody can guess. */
final class Tokens {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final AtomicLong COUNTER = new AtomicLong();

    private Tokens() {}

    /** Random bytes in letters, digits, "-" and "_". */
    static String random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** An id that sorts by time, and within this process by the order of the calls. */
    static String timed(String prefix, long time) {
        long count = COUNTER.getAndIncrement() & 0xffffffL;
        return "%s%011x%06x%s".formatted(prefix, time, count, random(6));
    }
}
