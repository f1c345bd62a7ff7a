package dev.kindred.io;

import dev.kindred.data.Interaction;
import dev.kindred.data.InteractionLog;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Writes interactions as normalised CSV, which {@link InteractionFiles} reads back without loss:
 * columns user, item, type, value, time, where type is left out if all are ratings and time if
 * there is none; times in seconds since 1970 with up to three decimals.
 */
public final class InteractionWriter {
    private InteractionWriter() {}

    /** Writes a log, a line for each interaction, in its order. */
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
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static String time(long millis) {
        if (millis == Interaction.NO_TIME) {
            return "";
        }
        return millis % 1000 == 0
                ? Long.toString(millis / 1000)
                : java.math.BigDecimal.valueOf(millis, 3).toPlainString();
    }
}
