package dev.kindred.io;

import dev.kindred.data.IdIndex;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** From bytes to text. */
final class Text {
    private Text() {}

    /**
     * The text of UTF-8 bytes.
     *
     * @param latin1 whether bytes that are not UTF-8 are ISO-8859-1, as in MovieLens' files
     */
    static String of(byte[] bytes, int start, int end, boolean latin1) throws BadLine {
        if (isAscii(bytes, start, end)) {
            return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
        }
        String text = utf8OrNull(bytes, start, end);
        if (text != null) {
            return text;
        }
        if (latin1) {
            return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
        }
        throw new BadLine("the text is not valid UTF-8", bytes, start, end);
    }

    /** As {@link #of}, for an id that is not empty; {@code what} names it if it is too long. */
    static String id(byte[] bytes, int start, int end, boolean latin1, String what) throws BadLine {
        String id = of(bytes, start, end, latin1);
        checkLength(end - start, id, what);
        return id;
    }

    /** Checks an id of a line; {@code what} names it if it is empty or too long. */
    static String id(String id, String what, LineReader line) throws BadLine {
        if (id.isEmpty()) {
            throw new BadLine(
                    "the %s is empty".formatted(what), line.bytes(), line.start(), line.end());
        }
        checkLength(id.getBytes(StandardCharsets.UTF_8).length, id, what);
        return id;
    }

    private static void checkLength(int bytes, String id, String what) throws BadLine {
        if (bytes > IdIndex.MAX_BYTES) {
            throw new BadLine(
                    "the %s has more than %d bytes".formatted(what, IdIndex.MAX_BYTES), id);
        }
    }

    private static boolean isAscii(byte[] bytes, int start, int end) {
        for (int k = start; k < end; k++) {
            if (bytes[k] < 0) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable String utf8OrNull(byte[] bytes, int start, int end) {
        try {
            // A new decoder reports malformed input; String's constructor would replace it.
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, start, end - start))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
