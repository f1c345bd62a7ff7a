package dev.kindred.server.engine;

import dev.kindred.data.IdIndex;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Where a reader of a long list is: which events the list follows, and which items were given
 * already. A token holds all of it, so that nothing need be kept, and any server can go on.
 *
 * <p>Items are remembered by 40 bits of a hash: among 100,000 items one is left out in 10 million
 * pages of 100 because it hashes like one that was given; none is ever given twice.
 */
record Page(long sequence, long[] served) {
    /** The most items of all pages of a list. */
    static final int MOST_SERVED = 10_000;

    private static final int BYTES = 5;
    private static final byte FORMAT = 1;
    private static final long MASK = (1L << (8 * BYTES)) - 1;

    /** The first page of a list that follows all events. */
    static final Page FIRST = new Page(Long.MAX_VALUE, new long[0]);

    /**
     * Reads a token.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Page of(@Nullable String token) {
        if (token == null || token.isEmpty()) {
            return FIRST;
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(token));
            byte format = bytes.get();
            long sequence = bytes.getLong();
            int check = bytes.getInt();
            int count = bytes.remaining() / BYTES;
            if (format == FORMAT && bytes.remaining() % BYTES == 0 && count <= MOST_SERVED) {
                long[] served = new long[count];
                for (int k = 0; k < count; k++) {
                    served[k] = (bytes.get() & 0xFFL) << 32 | bytes.getInt() & 0xFFFFFFFFL;
                }
                var page = new Page(sequence, served);
                if (page.check() == check) {
                    return page;
                }
            }
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            // told below, with all other slips
        }
        throw new IllegalArgumentException(
                "pageToken must be one that an answer gave, but is \"%s\""
                        .formatted(token.length() > 40 ? token.substring(0, 40) + "..." : token));
    }

    boolean isFirst() {
        return served.length == 0;
    }

    /** The page after some more items. */
    Page after(Collection<String> items, long lastSequence) {
        long[] all = Arrays.copyOf(served, served.length + items.size());
        int size = served.length;
        for (String item : items) {
            all[size++] = hash(item);
        }
        Arrays.sort(all);
        return new Page(isFirst() ? lastSequence : sequence, all);
    }

    boolean hasServed(String item) {
        return Arrays.binarySearch(served, hash(item)) >= 0;
    }

    boolean hasServed(IdIndex items, int row) {
        return served.length > 0 && hasServed(items.id(row));
    }

    String token() {
        ByteBuffer bytes =
                ByteBuffer.allocate(1 + Long.BYTES + Integer.BYTES + BYTES * served.length);
        bytes.put(FORMAT).putLong(sequence).putInt(check());
        for (long hash : served) {
            bytes.put((byte) (hash >>> 32)).putInt((int) hash);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** Tells a slip in copying a token. */
    private int check() {
        return (int) mixed(31 * Arrays.hashCode(served) + sequence);
    }

    private static long hash(String item) {
        long hash = 0;
        for (byte one : item.getBytes(StandardCharsets.UTF_8)) {
            hash = mixed(hash + one);
        }
        return hash & MASK;
    }

    /** The finalizer of SplitMix64. */
    private static long mixed(long bits) {
        long z = bits + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Page that
                && sequence == that.sequence
                && Arrays.equals(served, that.served);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(served) * 31 + Long.hashCode(sequence);
    }
}
