package dev.kindred.cli;

import java.util.Locale;

/** Numbers for people. */
final class Numbers {
    private Numbers() {}

    /** With four digits behind the point. */
    static String rounded(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.4f", value);
    }

    /** With two digits behind the point. */
    static String seconds(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /** With commas between thousands. */
    static String grouped(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
