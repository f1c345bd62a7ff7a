package dev.kindred.server.ops;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import dev.kindred.server.config.Secrets;
import dev.kindred.server.http.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * One line for each event, as text for people or as JSON for programs. What could break a line or
 * steer a terminal is escaped, stack traces included; passwords in addresses are masked.
 */
public final class LineEncoder extends EncoderBase<ILoggingEvent> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);
    private static final int MOST_FRAMES = 60;

    private boolean json;

    /** JSON instead of text. */
    public void setJson(boolean value) {
        json = value;
    }

    @Override
    public byte[] headerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] footerBytes() {
        return new byte[0];
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        String line = json ? json(event) : text(event);
        return (line + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String json(ILoggingEvent event) {
        var line = new LinkedHashMap<String, Object>();
        line.put("time", time(event));
        line.put("level", event.getLevel().toString());
        line.put("logger", event.getLoggerName());
        line.put("thread", event.getThreadName());
        line.put("message", masked(event.getFormattedMessage()));
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair pair : event.getKeyValuePairs()) {
                line.put(pair.key, pair.value instanceof Number n ? n : masked(pair.value));
            }
        }
        line.putAll(event.getMDCPropertyMap());
        IThrowableProxy error = event.getThrowableProxy();
        if (error != null) {
            line.put("error", trace(error));
        }
        return escaped(Json.text(line)); // valid JSON still: such signs stand in strings only
    }

    private static String text(ILoggingEvent event) {
        var line = new StringBuilder(160);
        line.append(time(event)).append(' ');
        line.append("%-5s".formatted(event.getLevel())).append(' ');
        line.append(shortName(event.getLoggerName())).append(' ');
        line.append(masked(event.getFormattedMessage()));
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair pair : event.getKeyValuePairs()) {
                line.append(' ').append(pair.key).append('=').append(masked(pair.value));
            }
        }
        for (Map.Entry<String, String> one : event.getMDCPropertyMap().entrySet()) {
            line.append(' ').append(one.getKey()).append('=').append(one.getValue());
        }
        IThrowableProxy error = event.getThrowableProxy();
        if (error != null) {
            line.append(" | ").append(trace(error));
        }
        return escaped(line);
    }

    private static String time(ILoggingEvent event) {
        return TIME.format(Instant.ofEpochMilli(event.getTimeStamp()));
    }

    private static String shortName(String logger) {
        return logger.substring(logger.lastIndexOf('.') + 1);
    }

    private static String masked(@Nullable Object value) {
        return Secrets.masked(String.valueOf(value));
    }

    /** An exception with its causes, in one line. */
    private static String trace(IThrowableProxy error) {
        var trace = new StringBuilder();
        for (IThrowableProxy one = error; one != null; one = one.getCause()) {
            trace.append(one == error ? "" : " | caused by ").append(one.getClassName());
            trace.append(": ").append(masked(one.getMessage()));
            StackTraceElementProxy[] frames = one.getStackTraceElementProxyArray();
            int own = frames.length - one.getCommonFrames();
            for (int k = 0; k < Math.min(own, MOST_FRAMES); k++) {
                trace.append(" | ").append(frames[k].getSTEAsString());
            }
            if (one.getCause() == one) {
                break;
            }
        }
        return trace.toString();
    }

    /**
     * With control characters, line ends and signs of direction of Unicode as hexadecimal escapes.
     */
    private static String escaped(CharSequence text) {
        var escaped = new StringBuilder(text.length() + 16);
        for (int k = 0; k < text.length(); k++) {
            char c = text.charAt(k);
            if (Character.isISOControl(c)
                    || c == '\u2028'
                    || c == '\u2029'
                    || Character.getType(c) == Character.FORMAT) {
                escaped.append("\\u%04x".formatted((int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }
}
