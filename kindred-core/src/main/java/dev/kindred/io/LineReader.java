package dev.kindred.io;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Splits a source into lines without making texts of them. Holds no more than one line, and of a
 * line that is too long only the start.
 */
final class LineReader {
    /** The longest line of fields, in bytes. */
    static final int LONGEST = 1 << 20;

    private static final int CHUNK = 1 << 16;
    private static final int KEPT = 320; // bytes of a line that is too long

    private final Source source;
    private byte[] buffer = new byte[CHUNK];
    private int longest = LONGEST;
    private byte lineEnd = '\n';
    private int limit; // bytes from here on are not read yet
    private int position; // where the next line starts
    private int start;
    private int end;
    private long number; // of the line that starts at start
    private long nextNumber = 1;
    private boolean tooLong;
    private boolean ended;

    LineReader(Source source) {
        this.source = source;
        while (limit < CHUNK && fill()) {
            // the sample should be as long as the buffer
        }
        boolean byteOrderMark =
                limit >= 3
                        && (buffer[0] & 0xff) == 0xef
                        && (buffer[1] & 0xff) == 0xbb
                        && (buffer[2] & 0xff) == 0xbf;
        position = byteOrderMark ? 3 : 0;
        checkText();
        if (find('\n', position) < 0 && find('\r', position) >= 0) {
            lineEnd = '\r';
        }
    }

    private void checkText() {
        if (position == limit) {
            throw new DataException(source.name() + " is empty");
        }
        int first = buffer[0] & 0xff;
        int second = limit > 1 ? buffer[1] & 0xff : 0;
        if (first == 0xff && second == 0xfe || first == 0xfe && second == 0xff) {
            throw new DataException(
                    source.name() + " is UTF-16 text; UTF-8 is expected. Maybe save it as UTF-8");
        }
        int zeros = 0;
        for (int at = find(0, position); at >= 0; at = find(0, at + 1)) {
            zeros++;
        }
        if (zeros * 100L > limit) {
            throw new DataException(source.name() + " holds binary data, not text");
        }
    }

    /** Sets the longest line; longer ones are {@link #tooLong}. */
    void longest(int bytes) {
        longest = bytes;
    }

    Source source() {
        return source;
    }

    /**
     * The first lines that are not blank, at most 200, as text; reading still starts at the first.
     */
    List<String> sample() {
        var lines = new ArrayList<String>();
        int from = position;
        while (from < limit && lines.size() < 200) {
            int to = find(lineEnd, from);
            if (to < 0 && !ended && !lines.isEmpty()) {
                break; // the end of this line is not in the buffer
            }
            to = to < 0 ? limit : to;
            String line = new String(buffer, from, to - from, StandardCharsets.UTF_8);
            if (!line.isBlank()) {
                lines.add(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
            }
            from = to + 1;
        }
        return lines;
    }

    /** Goes to the next line; false after the last one. */
    boolean next() {
        start = position;
        number = nextNumber;
        tooLong = false;
        if (start == limit && !fill()) {
            return false;
        }
        toLineEnd();
        return true;
    }

    /**
     * Lets the current line go on to the end of the next one; false where there is none or the line
     * would be too long.
     */
    boolean extend() {
        if (tooLong || position == limit && !fill()) {
            return false;
        }
        int from = position;
        int at;
        while ((at = find(lineEnd, from)) < 0 && limit - start <= longest) {
            int seen = limit - start;
            if (!fill()) {
                at = limit;
                break;
            }
            from = start + seen; // filling moves the line to the front
        }
        if (at < 0 || at - start > longest) {
            return false;
        }
        endAt(at);
        return true;
    }

    /** Takes back every {@link #extend} of the current line. */
    void shrink() {
        position = start;
        nextNumber = number;
        toLineEnd();
    }

    /** Finds the end of the line that starts at start. */
    private void toLineEnd() {
        int from = start;
        int at;
        while ((at = find(lineEnd, from)) < 0) {
            int seen = limit - start;
            if (seen > longest) {
                tooLong = true;
                seen = KEPT;
                limit = start + KEPT; // the rest is not held
            }
            if (!fill()) {
                at = limit;
                break;
            }
            from = start + seen; // filling moves the line to the front
        }
        tooLong |= at - start > longest;
        endAt(at);
    }

    private void endAt(int at) {
        end = tooLong ? start + KEPT : at;
        position = Math.min(at + 1, limit);
        nextNumber++;
        if (end > start && buffer[end - 1] == '\r') {
            end--;
        }
    }

    private int find(int wanted, int from) {
        byte[] bytes = buffer;
        for (int k = from; k < limit; k++) {
            if (bytes[k] == wanted) {
                return k;
            }
        }
        return -1;
    }

    /** Reads more bytes, moving the current line to the front if there is no room for them. */
    private boolean fill() {
        if (ended) {
            return false;
        }
        if (limit == buffer.length) {
            makeRoom();
        }
        int got = source.read(buffer, limit, buffer.length - limit, nextNumber);
        ended = got < 0;
        limit += Math.max(got, 0);
        return !ended;
    }

    private void makeRoom() {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, limit - start);
            end -= start;
            position -= start;
            limit -= start;
            start = 0;
        }
        if (limit > buffer.length / 2) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
    }

    /** The number of the current line, from 1. */
    long number() {
        return number;
    }

    /** The bytes of the current line are {@code bytes()[start()] .. bytes()[end() - 1]}. */
    byte[] bytes() {
        return buffer;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** Whether only the start of the current line is there. */
    boolean tooLong() {
        return tooLong;
    }
}
