package dev.kindred.io;

import java.nio.charset.StandardCharsets;

/** Numbers in text: {@code [+-]digits[.digits][e[+-]digits]}, nothing else. */
final class Numbers {
    /** The largest magnitude of a value; beyond it doubles no longer count in ones. */
    static final double LARGEST = 1e15;

    private static final int LONGEST = 400;
    private static final double[] TENS = new double[23];

    static {
        for (int k = 0; k < TENS.length; k++) {
            TENS[k] = Double.parseDouble("1e" + k); // exact up to 1e22
        }
    }

    private Numbers() {}

    static double value(String text) throws BadLine {
        byte[] bytes = text.trim().getBytes(StandardCharsets.UTF_8);
        return value(bytes, 0, bytes.length);
    }

    /** The value of an interaction: a finite number of at most {@link #LARGEST}. */
    static double value(byte[] text, int start, int end) throws BadLine {
        double value = parse(text, start, end);
        if (Double.isNaN(value)) {
            throw new BadLine("the value is not a finite number", text, start, end);
        }
        if (Math.abs(value) > LARGEST) {
            throw new BadLine("the value is beyond 1e15", text, start, end);
        }
        return value;
    }

    static boolean isNumber(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return !Double.isNaN(parse(bytes, 0, bytes.length));
    }

    /** The nearest double to the number in a text, or NaN where the text is no number. */
    static double parse(byte[] text, int start, int end) {
        int k = start < end && (text[start] == '-' || text[start] == '+') ? start + 1 : start;
        long digits = 0;
        int count = 0; // digits so far
        int decimals = 0;
        boolean point = false;
        for (; k < end; k++) {
            int digit = text[k] - '0';
            if (digit >= 0 && digit <= 9) {
                digits = 10 * digits + digit;
                count++;
                decimals += point ? 1 : 0;
            } else if (text[k] == '.' && !point) {
                point = true;
            } else {
                break;
            }
        }
        if (count == 0 || k < end && !isExponent(text, k, end)) {
            return Double.NaN;
        }
        if (k < end || count > 15 || decimals >= TENS.length) {
            return slow(text, start, end);
        }
        // Both are exact, so one division rounds once: the nearest double.
        double magnitude = digits / TENS[decimals];
        return text[start] == '-' ? -magnitude : magnitude;
    }

    private static boolean isExponent(byte[] text, int at, int end) {
        if (text[at] != 'e' && text[at] != 'E') {
            return false;
        }
        int k = at + 1 < end && (text[at + 1] == '-' || text[at + 1] == '+') ? at + 2 : at + 1;
        return k < end && isDigits(text, k, end);
    }

    static boolean isDigits(byte[] text, int start, int end) {
        for (int k = start; k < end; k++) {
            if (text[k] < '0' || text[k] > '9') {
                return false;
            }
        }
        return true;
    }

    private static double slow(byte[] text, int start, int end) {
        return end - start > LONGEST
                ? Double.NaN
                : Double.parseDouble(
                        new String(text, start, end - start, StandardCharsets.ISO_8859_1));
    }
}
