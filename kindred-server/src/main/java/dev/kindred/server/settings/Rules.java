package dev.kindred.server.settings;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules that values follow. */
public final class Rules {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "s", 1000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
    private static final Pattern BYTES =
            Pattern.compile(
                    "(\\d{1,15}) ?(B|KiB|MiB|GiB|TiB|KB|MB|GB|TB)?", Pattern.CASE_INSENSITIVE);
    private static final List<String> POWERS = List.of("", "K", "M", "G", "T");

    /** Any text but the empty one. */
    public static final Rule<String> TEXT =
            new Rule<>("a text", text -> text.isBlank() ? null : text, Function.identity());

    public static final Rule<Boolean> BOOLEAN =
            new Rule<>("true or false", Rules::bool, String::valueOf);

    private Rules() {}

    private static @Nullable Boolean bool(String text) {
        return switch (text) {
            case "true", "True", "TRUE" -> true;
            case "false", "False", "FALSE" -> false;
            default -> null;
        };
    }

    public static Rule<Integer> whole(int low, int high) {
        Rule<Long> rule = whole((long) low, high);
        return new Rule<>(
                rule.words(),
                text -> {
                    Long value = rule.read().of(text);
                    return value == null ? null : value.intValue();
                },
                String::valueOf);
    }

    public static Rule<Long> whole(long low, long high) {
        boolean open = high == Long.MAX_VALUE || high == Integer.MAX_VALUE;
        String words =
                open
                        ? "a whole number of at least %d".formatted(low)
                        : "a whole number from %d to %d".formatted(low, high);
        return new Rule<>(
                words,
                text -> {
                    if (!text.matches("[-+]?\\d{1,18}")) {
                        return null;
                    }
                    long value = Long.parseLong(text);
                    return value < low || value > high ? null : value;
                },
                String::valueOf);
    }

    /** A finite number of at least 0, or above 0. */
    public static Rule<Double> number(boolean zero) {
        return new Rule<>(
                zero ? "a number of at least 0" : "a number above 0",
                text -> {
                    if (!text.matches(
                            "\\+?(\\d{1,20}(\\.\\d{0,20})?|\\.\\d{1,20})([eE][-+]?\\d{1,3})?")) {
                        return null;
                    }
                    double value = Double.parseDouble(text);
                    return Double.isFinite(value) && (zero || value > 0) ? value : null;
                },
                Rules::text);
    }

    /** A number from 0 to a highest one. */
    public static Rule<Double> share(double most) {
        Rule<Double> rule = number(true);
        return new Rule<>(
                "a number from 0 to " + text(most),
                text -> {
                    Double value = rule.read().of(text);
                    return value == null || value > most ? null : value;
                },
                Rules::text);
    }

    /** A number without a needless ".0". */
    public static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    public static Rule<String> word(List<String> words) {
        return new Rule<>(
                "one of " + String.join(", ", words),
                text ->
                        words.contains(text.toLowerCase(Locale.ROOT))
                                ? text.toLowerCase(Locale.ROOT)
                                : null,
                Function.identity());
    }

    /** A time span such as {@code 90s}, {@code 1h30m} or {@code 2d}. */
    public static Rule<Duration> duration(Duration low, Duration high) {
        return new Rule<>(
                "a time from %s to %s, such as 90s, 15m, 6h or 2d".formatted(text(low), text(high)),
                text -> {
                    Duration value = duration(text);
                    boolean inside =
                            value != null
                                    && value.compareTo(low) >= 0
                                    && value.compareTo(high) <= 0;
                    return inside ? value : null;
                },
                Rules::text);
    }

    /** As {@link #duration(Duration, Duration)}; a word stands for zero. */
    public static Rule<Duration> durationOr(String word, Duration low, Duration high) {
        Rule<Duration> rule = duration(low, high);
        return new Rule<>(
                "%s, or %s".formatted(rule.words(), word),
                text -> text.equals(word) ? Duration.ZERO : rule.read().of(text),
                value -> value.isZero() ? word : text(value));
    }

    private static @Nullable Duration duration(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        long millis = 0;
        int end = 0;
        Matcher part = DURATION.matcher(text);
        while (end < text.length() && part.find(end) && part.start() == end) {
            Long unit = MILLIS.get(part.group(2));
            millis += Long.parseLong(part.group(1)) * (unit == null ? 0 : unit);
            end = part.end();
        }
        return end == text.length() && end > 0 ? Duration.ofMillis(millis) : null;
    }

    /** A time span in its largest whole units: {@code 1h30m}. */
    public static String text(Duration duration) {
        long left = duration.toMillis();
        if (left == 0) {
            return "0s";
        }
        var text = new StringBuilder();
        for (String unit : List.of("d", "h", "m", "s", "ms")) {
            Long millis = MILLIS.get(unit);
            long count = millis == null ? 0 : left / millis;
            if (count > 0 && millis != null) {
                text.append(count).append(unit);
                left -= count * millis;
            }
        }
        return text.toString();
    }

    /** A number of bytes such as {@code 512KiB}, {@code 10MB} (powers of 1000) or {@code 4096}. */
    public static Rule<Long> bytes(long low, long high) {
        return new Rule<>(
                "a number of bytes from %s to %s, such as 512KiB or 64MiB"
                        .formatted(bytesText(low), bytesText(high)),
                text -> {
                    Long value = bytes(text);
                    return value == null || value < low || value > high ? null : value;
                },
                Rules::bytesText);
    }

    private static @Nullable Long bytes(String text) {
        Matcher matcher = BYTES.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        String unit = matcher.group(2) == null ? "" : matcher.group(2).toUpperCase(Locale.ROOT);
        int power = POWERS.indexOf(unit.replaceAll("I?B$", ""));
        double factor = Math.pow(unit.endsWith("IB") ? 1024 : 1000, Math.max(0, power));
        double value = Long.parseLong(matcher.group(1)) * factor;
        return value < 1e18 ? (long) value : null;
    }

    /** A number of bytes in its largest whole unit: {@code 64MiB}. */
    public static String bytesText(long bytes) {
        int power = 0;
        long left = bytes;
        while (left != 0 && left % 1024 == 0 && power + 1 < POWERS.size()) {
            left /= 1024;
            power++;
        }
        return power == 0 ? Long.toString(bytes) : left + POWERS.get(power) + "iB";
    }
}
