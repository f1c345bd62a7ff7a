package dev.kindred.server.http;

import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Where in a trace of several services a request stands, as the header {@code traceparent} of W3C
 * Trace Context, level 1, says.
 *
 * @param traceId 32 hexadecimal digits
 * @param spanId of the caller, 16 hexadecimal digits
 */
record TraceParent(String traceId, String spanId) {
    private static final int TRACE = 3; // after the version, such as "00-"
    private static final int SPAN = 36;
    private static final int FLAGS = 53;
    private static final int LENGTH = 55;

    /** What a header says; empty if it is missing or not as the standard has it. */
    static Optional<TraceParent> of(@Nullable String header) {
        if (header == null || !isFormed(header)) {
            return Optional.empty();
        }
        String trace = header.substring(TRACE, SPAN - 1);
        String span = header.substring(SPAN, FLAGS - 1);
        boolean good =
                isHex(header.substring(0, TRACE - 1))
                        && !header.startsWith("ff")
                        && isHex(trace)
                        && isHex(span)
                        && isHex(header.substring(FLAGS, LENGTH))
                        && !isZero(trace)
                        && !isZero(span);
        return good ? Optional.of(new TraceParent(trace, span)) : Optional.empty();
    }

    private static boolean isFormed(String header) {
        boolean whole = header.length() == LENGTH;
        boolean newer = header.length() > LENGTH && !header.startsWith("00");
        return (whole || newer && header.charAt(LENGTH) == '-')
                && header.charAt(TRACE - 1) == '-'
                && header.charAt(SPAN - 1) == '-'
                && header.charAt(FLAGS - 1) == '-';
    }

    private static boolean isHex(String text) {
        for (int k = 0; k < text.length(); k++) {
            char c = text.charAt(k);
            if (!HexFormat.isHexDigit(c) || c >= 'A' && c <= 'F') {
                return false;
            }
        }
        return true;
    }

    private static boolean isZero(String text) {
        return text.chars().allMatch(c -> c == '0');
    }

    /** Gives both to every log line of this thread. */
    void log() {
        MDC.put("traceId", traceId);
        MDC.put("spanId", spanId);
    }
}
