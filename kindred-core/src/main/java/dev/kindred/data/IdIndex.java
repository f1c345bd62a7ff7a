package dev.kindred.data;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Maps outside ids to dense rows 0, 1, 2 ... and back. Immutable and thread-safe.
 *
 * <p>An id is any text of 1 to {@value #MAX_BYTES} bytes of UTF-8: slashes, spaces, emoji and
 * control characters included. Ids are stored once, as UTF-8 bytes with offsets (the layout of the
 * model file), and looked up in an open-addressing table: about 12 bytes per id beyond its text.
 *
 * <p>Cost: O(id length) for both directions; {@link #id} allocates the text.
 */
public final class IdIndex {
    /** The longest id, in bytes of UTF-8. */
    public static final int MAX_BYTES = 256;

    /** The row that stands for "no such id". */
    public static final int ABSENT = -1;

    private static final int[] NO_SLOTS = {ABSENT};

    /** Odd, and another one in each process: nobody can choose ids that all fall into one slot. */
    private static final long MULTIPLIER = new SplittableRandom().nextLong() | 1;

    private final byte[] bytes;
    private final int[] offsets; // id of row r: bytes[offsets[r]] to bytes[offsets[r + 1]]
    private final int[] slots; // open addressing: row, or ABSENT; length is a power of two

    private IdIndex(byte[] bytes, int[] offsets, int[] slots) {
        this.bytes = bytes;
        this.offsets = offsets;
        this.slots = slots;
    }

    /** An index of the given ids in their order; an id given twice is an error. */
    public static IdIndex of(Collection<String> ids) {
        var builder = new Builder();
        for (String id : ids) {
            int size = builder.size();
            if (builder.add(id) != size) {
                throw new IllegalArgumentException("id \"%s\" is given twice".formatted(id));
            }
        }
        return builder.build();
    }

    /** An index of the given ids in their order; an id given twice is an error. */
    public static IdIndex of(String... ids) {
        return of(Arrays.asList(ids));
    }

    /** The number of ids; rows go from 0 to {@code size() - 1}. */
    public int size() {
        return offsets.length - 1;
    }

    /** The id of a row. */
    public String id(int row) {
        return new String(
                bytes, offsets[row], offsets[row + 1] - offsets[row], StandardCharsets.UTF_8);
    }

    /** The row of an id, or {@link #ABSENT}. */
    public int row(String id) {
        byte[] wanted = encodeOrNull(id);
        return wanted == null ? ABSENT : slots[slot(wanted, wanted.length, bytes, offsets, slots)];
    }

    public boolean contains(String id) {
        return row(id) != ABSENT;
    }

    /** All ids in the order of their rows, as a view. */
    public List<String> ids() {
        return new AbstractList<>() {
            @Override
            public String get(int row) {
                return id(row);
            }

            @Override
            public int size() {
                return IdIndex.this.size();
            }
        };
    }

    /** The UTF-8 bytes of all ids, one after the other: a copy. */
    public byte[] utf8() {
        return Arrays.copyOf(bytes, offsets[size()]);
    }

    /** Where each id starts in {@link #utf8}, and the total length as last entry: a copy. */
    public int[] offsets() {
        return offsets.clone();
    }

    /**
     * The index stored as {@link #utf8} and {@link #offsets}.
     *
     * @throws IllegalArgumentException if offsets do not rise from 0 to the number of bytes, or an
     *     id is no id or given twice
     */
    public static IdIndex ofUtf8(byte[] bytes, int[] offsets) {
        if (offsets.length == 0 || offsets[0] != 0 || offsets[offsets.length - 1] != bytes.length) {
            throw new IllegalArgumentException("id offsets must go from 0 to " + bytes.length);
        }
        var builder = new Builder();
        for (int row = 0; row + 1 < offsets.length; row++) {
            int start = offsets[row];
            int end = offsets[row + 1];
            if (end < start || end > bytes.length) {
                throw new IllegalArgumentException("id offsets must rise, row %d".formatted(row));
            }
            if (builder.addUtf8(Arrays.copyOfRange(bytes, start, end)) != row) {
                throw new IllegalArgumentException("id of row %d is given twice".formatted(row));
            }
        }
        return builder.build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IdIndex that
                && Arrays.equals(offsets, that.offsets)
                && Arrays.equals(bytes, 0, offsets[size()], that.bytes, 0, offsets[size()]);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(offsets);
    }

    /** UTF-8, or null for a text with unpaired surrogates: it is no id, so it is in no index. */
    private static byte @Nullable [] encodeOrNull(String id) {
        for (int k = 0; k < id.length(); k++) {
            if (Character.isSurrogate(id.charAt(k))) {
                boolean paired =
                        k + 1 < id.length()
                                && Character.isSurrogatePair(id.charAt(k), id.charAt(k + 1));
                if (!paired) {
                    return null;
                }
                k++;
            }
        }
        return id.getBytes(StandardCharsets.UTF_8);
    }

    private static int slot(byte[] id, int length, byte[] bytes, int[] offsets, int[] slots) {
        int mask = slots.length - 1;
        int slot = hash(id, length) & mask;
        while (slots[slot] != ABSENT) {
            int row = slots[slot];
            if (Arrays.equals(bytes, offsets[row], offsets[row + 1], id, 0, length)) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static int hash(byte[] id, int length) {
        long hash = 0;
        for (int k = 0; k < length; k++) {
            hash = (hash + id[k]) * MULTIPLIER;
        }
        return (int) (hash >>> 32);
    }

    /** Collects ids in the order in which they come; not thread-safe. */
    public static final class Builder {
        private byte[] bytes = new byte[256];
        private int[] offsets = new int[17];
        private int[] slots = new int[32];
        private int size;

        public Builder() {
            Arrays.fill(slots, ABSENT);
        }

        /** Goes on from an existing index: its ids keep their rows. */
        public Builder(IdIndex start) {
            bytes = start.bytes.clone();
            offsets = start.offsets.clone();
            slots = start.slots == NO_SLOTS ? slots : start.slots.clone();
            if (start.slots == NO_SLOTS) {
                Arrays.fill(slots, ABSENT);
            }
            size = start.size();
        }

        public int size() {
            return size;
        }

        /**
         * The row of an id, which is added if it is new.
         *
         * @throws IllegalArgumentException if the text is empty, longer than {@value
         *     IdIndex#MAX_BYTES} bytes or not valid Unicode
         */
        public int add(String id) {
            byte[] encoded = encodeOrNull(id);
            if (encoded == null) {
                throw new IllegalArgumentException("an id must be valid Unicode text");
            }
            return addValid(encoded);
        }

        /** As {@link #add(String)}, for UTF-8 bytes. */
        public int addUtf8(byte[] id) {
            try {
                // A new decoder reports malformed input; String's constructor would replace it.
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(id));
            } catch (CharacterCodingException e) {
                throw new IllegalArgumentException("an id must be valid UTF-8", e);
            }
            return addValid(id);
        }

        private int addValid(byte[] id) {
            if (id.length == 0) {
                throw new IllegalArgumentException("an id must not be empty");
            }
            if (id.length > MAX_BYTES) {
                throw new IllegalArgumentException(
                        "an id must have at most %d bytes of UTF-8, but has %d: \"%s...\""
                                .formatted(
                                        MAX_BYTES,
                                        id.length,
                                        new String(id, 0, 24, StandardCharsets.UTF_8)));
            }
            int slot = slot(id, id.length, bytes, offsets, slots);
            if (slots[slot] != ABSENT) {
                return slots[slot];
            }
            append(id);
            slots[slot] = size;
            size++;
            if (size * 2 > slots.length) {
                growSlots();
            }
            return size - 1;
        }

        private void append(byte[] id) {
            int start = offsets[size];
            if (id.length > Integer.MAX_VALUE - 64 - start) {
                throw new IllegalArgumentException("all ids together must stay below 2 GB");
            }
            int end = start + id.length;
            if (end > bytes.length) {
                long grown = Math.min(Math.max(end, bytes.length * 2L), Integer.MAX_VALUE - 64);
                bytes = Arrays.copyOf(bytes, (int) grown);
            }
            if (size + 2 > offsets.length) {
                offsets = Arrays.copyOf(offsets, offsets.length * 2);
            }
            System.arraycopy(id, 0, bytes, start, id.length);
            offsets[size + 1] = end;
        }

        private void growSlots() {
            int[] grown = new int[slots.length * 2];
            Arrays.fill(grown, ABSENT);
            for (int row = 0; row < size; row++) {
                byte[] id = Arrays.copyOfRange(bytes, offsets[row], offsets[row + 1]);
                int mask = grown.length - 1;
                int slot = hash(id, id.length) & mask;
                while (grown[slot] != ABSENT) {
                    slot = (slot + 1) & mask;
                }
                grown[slot] = row;
            }
            slots = grown;
        }

        /** The index of the ids so far; the builder can go on. */
        public IdIndex build() {
            return new IdIndex(
                    Arrays.copyOf(bytes, offsets[size]),
                    Arrays.copyOf(offsets, size + 1),
                    size == 0 ? NO_SLOTS : slots.clone());
        }
    }
}
