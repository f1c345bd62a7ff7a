package dev.kindred.model;

import dev.kindred.internal.ConfigBinder;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The values that a search tries for one setting, laid out on the positions 0 to 1. Written {@code
 * neighbours=20..1000:log} (numbers, by their logarithm), {@code alpha=0.3..1.2} (numbers, evenly)
 * or {@code similarity=cosine|jaccard} (choices).
 */
public sealed interface SearchRange {
    /** The setting. */
    String setting();

    /** The values as they are written, without the setting. */
    String values();

    /** The number of choices; 0 for a range of numbers. */
    int choices();

    /**
     * The value at a position.
     *
     * @param position at least 0, at most 1
     */
    String at(double position);

    /**
     * The position of a value; outside 0 to 1, or {@code NaN}, if it is not in the range. Each
     * choice and each whole number has a stretch of positions, and is in its middle.
     */
    double position(String value);

    /** A value a little below or above the range; null for choices, which have no border. */
    @Nullable String beyond(boolean above);

    /**
     * Reads a range.
     *
     * @param config has the setting, whose type decides what the range may hold
     * @param what names the owner of the setting in messages, such as the algorithm
     * @throws IllegalArgumentException if the setting is unknown, or cannot have such values
     */
    static SearchRange parse(Record config, String text, String what) {
        return new RangeText(config, text, what).read();
    }

    /** Reads several ranges; see {@link #parse}. */
    static List<SearchRange> all(Record config, String... texts) {
        return Stream.of(texts).map(text -> parse(config, text, "the algorithm")).toList();
    }

    /**
     * Numbers between two bounds, which belong to the range.
     *
     * @param low lower bound; at least 0 if {@code log}
     * @param high upper bound, above {@code low}
     * @param whole whether only whole numbers are tried; others are rounded to four digits
     * @param log whether positions follow the logarithm: of the number itself, or, if {@code low}
     *     is 0, of the number plus 1
     */
    record Numbers(String setting, double low, double high, boolean whole, boolean log)
            implements SearchRange {
        private static final MathContext DIGITS = new MathContext(4);
        private static final double BEYOND = 0.05;

        public Numbers {
            if (!(low < high) || Double.isInfinite(low) || Double.isInfinite(high)) {
                throw new IllegalArgumentException(
                        "%s: the lower bound must be below the upper one, but they are %s and %s"
                                .formatted(setting, text(low), text(high)));
            }
            if (log && low < 0) {
                throw new IllegalArgumentException(
                        "%s: a logarithmic range starts at 0 or above, but here at %s"
                                .formatted(setting, text(low)));
            }
        }

        @Override
        public String values() {
            return "%s..%s%s".formatted(text(low), text(high), log ? ":log" : "");
        }

        @Override
        public int choices() {
            return 0;
        }

        @Override
        public String at(double position) {
            double from = scaled(edge(low, -1));
            double value = unscaled(from + position * (scaled(edge(high, 1)) - from));
            double rounded =
                    whole ? Math.rint(value) : new BigDecimal(value).round(DIGITS).doubleValue();
            return text(Math.max(low, Math.min(high, rounded)));
        }

        @Override
        public double position(String value) {
            double number = Double.parseDouble(value);
            double from = scaled(edge(low, -1));
            double position = (scaled(number) - from) / (scaled(edge(high, 1)) - from);
            return number < low ? Double.NEGATIVE_INFINITY : number > high ? 2 : position;
        }

        @Override
        public @Nullable String beyond(boolean above) {
            if (whole) {
                return text(above ? high + 1 : low - 1);
            }
            double step = (high - low) * BEYOND;
            boolean shrinks = log && low > 0;
            return text(above ? high + step : shrinks ? low * (1 - BEYOND) : low - step);
        }

        /** A whole number reaches half a number to both sides. */
        private double edge(double bound, int side) {
            return whole ? bound + side * 0.5 : bound;
        }

        private double scaled(double value) {
            return log ? StrictMath.log(low == 0 ? value + 1 : value) : value;
        }

        private double unscaled(double value) {
            return log ? StrictMath.exp(value) - (low == 0 ? 1 : 0) : value;
        }

        /** As {@link ConfigBinder} would write it; bounds of whole numbers without a point. */
        private String text(double value) {
            return whole ? Long.toString((long) value) : Double.toString(value);
        }
    }

    /**
     * Named values, or some numbers.
     *
     * @param options at least two, each once
     */
    record Choice(String setting, List<String> options) implements SearchRange {
        public Choice {
            options = List.copyOf(options);
            if (options.size() < 2 || options.stream().distinct().count() < options.size()) {
                throw new IllegalArgumentException(
                        "%s: at least two choices, each once, are needed, but there are %s"
                                .formatted(setting, String.join("|", options)));
            }
        }

        @Override
        public String values() {
            return String.join("|", options);
        }

        @Override
        public int choices() {
            return options.size();
        }

        @Override
        public String at(double position) {
            int option = (int) (position * options.size());
            return Objects.requireNonNull(options.get(Math.min(option, options.size() - 1)));
        }

        @Override
        public double position(String value) {
            int option = options.indexOf(value);
            return option < 0 ? Double.NaN : (option + 0.5) / options.size();
        }

        @Override
        public @Nullable String beyond(boolean above) {
            return null;
        }
    }
}
