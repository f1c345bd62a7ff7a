package dev.kindred.internal;

/** Argument checks with messages that name the argument, the value and the rule. */
public final class Checks {
    private Checks() {}

    public static int positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(
                    "%s must be at least 1, but is %d".formatted(name, value));
        }
        return value;
    }

    public static int notNegative(String name, int value) {
        if (value < 0) {
            throw new IllegalArgumentException(
                    "%s must be at least 0, but is %d".formatted(name, value));
        }
        return value;
    }

    public static double positive(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    "%s must be a finite number above 0, but is %s".formatted(name, value));
        }
        return value;
    }

    public static double notNegative(String name, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    "%s must be a finite number of at least 0, but is %s".formatted(name, value));
        }
        return value;
    }

    public static double finite(String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(
                    "%s must be a finite number, but is %s".formatted(name, value));
        }
        return value;
    }

    public static double between(String name, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException(
                    "%s must be between %s and %s, but is %s".formatted(name, low, high, value));
        }
        return value;
    }

    public static void sameLength(String what, int expected, int actual) {
        if (expected != actual) {
            throw new IllegalArgumentException(
                    "%s must have length %d, but has %d".formatted(what, expected, actual));
        }
    }

    /** Checks that {@code count} places from {@code from} on lie within {@code length} places. */
    public static void range(String what, long from, long count, long length) {
        if (from < 0 || count < 0 || from + count > length) {
            throw new IllegalArgumentException(
                    "%s goes from %d to %d, but the array has length %d"
                            .formatted(what, from, from + count, length));
        }
    }
}
