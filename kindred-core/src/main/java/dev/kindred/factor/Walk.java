package dev.kindred.factor;

import java.util.SplittableRandom;

/**
 * Visits every place of a range once, from a random one on, in random even steps: a cheap shuffle.
 */
final class Walk {
    private final int start;
    private final int length;
    private final int step;
    private int at;

    Walk(int start, int length, SplittableRandom random) {
        this.start = start;
        this.length = length;
        this.at = length == 0 ? 0 : random.nextInt(length);
        int drawn = length < 3 ? 1 : 1 + random.nextInt(length - 1);
        while (length > 1 && gcd(drawn, length) != 1) {
            drawn = drawn % (length - 1) + 1;
        }
        this.step = drawn;
    }

    int length() {
        return length;
    }

    /** The next place. */
    int next() {
        int place = start + at;
        at += step;
        if (at >= length) {
            at -= length;
        }
        return place;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
