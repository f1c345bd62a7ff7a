package dev.kindred.store.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * An entry as it is stored: format, whether there is an answer, checksum of key and answer, answer.
 * Whatever else stands under a key is not taken for an answer.
 */
final class Envelope {
    private static final byte FORMAT = 'K';
    private static final byte ANSWER = 1;
    private static final byte NONE = 0;
    private static final int HEAD = 6;

    private Envelope() {}

    static byte[] wrap(String key, byte @Nullable [] answer) {
        byte[] content = answer == null ? new byte[0] : answer;
        byte kind = answer == null ? NONE : ANSWER;
        return ByteBuffer.allocate(HEAD + content.length)
                .put(FORMAT)
                .put(kind)
                .putInt(checksum(key, kind, content, 0))
                .put(content)
                .array();
    }

    /** Whether this is an entry that was written under this key. */
    static boolean isGenuine(String key, byte[] entry) {
        if (entry.length < HEAD || entry[0] != FORMAT) {
            return false;
        }
        boolean known = entry[1] == ANSWER || entry[1] == NONE && entry.length == HEAD;
        return known && ByteBuffer.wrap(entry).getInt(2) == checksum(key, entry[1], entry, HEAD);
    }

    /** The answer in a genuine entry. */
    static byte @Nullable [] open(byte[] entry) {
        return entry[1] == NONE ? null : Arrays.copyOfRange(entry, HEAD, entry.length);
    }

    private static int checksum(String key, byte kind, byte[] content, int from) {
        var sum = new CRC32C();
        sum.update(key.getBytes(StandardCharsets.UTF_8));
        sum.update(kind);
        sum.update(content, from, content.length - from);
        return (int) sum.getValue();
    }
}
