package dev.kindred.io;

import dev.kindred.data.Interaction;
import dev.kindred.data.InteractionLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;

/**
 * Writes interactions as normalised CSV, which {@link InteractionFiles} reads back without loss:
 * the columns user, item, type, value, time, where type is left out if all are ratings. Times are
 * seconds since 1970 with up to three decimals, empty where there is none, and milliseconds beyond
 * the year 5138, where the reader takes them for such. Values beyond 1e15 are written but not read
 * back. Cost: O(interactions).
 */
public final class InteractionWriter {
    private static final long LAST_SECONDS = 100_000_000_000_000L; // in milliseconds

    private InteractionWriter() {}

    /**
     * Writes a log, a line for each interaction, in its order.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    public static void write(InteractionLog log, Appendable out) {
        try {
            boolean types = !log.types().stream().allMatch(Interaction.RATING::equals);
            out.append(types ? "user,item,type,value,time\n" : "user,item,value,time\n");
            for (Interaction one : log) {
                out.append(quoted(one.user())).append(',').append(quoted(one.item())).append(',');
                if (types) {
                    out.append(quoted(one.type())).append(',');
                }
                out.append(number(one.value())).append(',').append(time(one.time())).append('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Quotes stand around what the reader would split or trim. */
    private static String quoted(String text) {
        for (int k = 0; k < text.length(); k++) {
            char c = text.charAt(k);
            if (c <= ' ' || c == ',' || c == '"') {
                return '"' + text.replace("\"", "\"\"") + '"';
            }
        }
        return text;
    }

    private static String number(double value) {
        boolean whole = value == Math.rint(value) && Math.abs(value) <= Numbers.LARGEST;
        boolean minusZero = value == 0 && 1 / value < 0;
        return whole && !minusZero ? Long.toString((long) value) : Double.toString(value);
    }

    private static String time(long millis) {
        if (millis == Interaction.NO_TIME) {
            return "";
        }
        if (millis <= -LAST_SECONDS || millis >= LAST_SECONDS) {
            return Long.toString(millis);
        }
        return millis % 1000 == 0
                ? Long.toString(millis / 1000)
                : BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString();
    }
}
