package dev.kindred.io;

import java.io.IOException;
import java.io.InputStream;

/** How a file is packed, by its first bytes. */
enum Packing {
    GZIP("gzip", 0x1f, 0x8b),
    ZIP("zip", 'P', 'K', 3, 4),
    EMPTY_ZIP("zip", 'P', 'K', 5, 6),
    BZIP2("bzip2", 'B', 'Z', 'h'),
    XZ("xz", 0xfd, '7', 'z', 'X', 'Z'),
    ZSTD("zstd", 0x28, 0xb5, 0x2f, 0xfd),
    SEVEN_ZIP("7z", '7', 'z', 0xbc, 0xaf),
    NONE("");

    private static final int LONGEST = 8;

    private final String label;
    private final int[] magic;

    Packing(String label, int... magic) {
        this.label = label;
        this.magic = magic;
    }

    /** The packing of a stream, which stays where it is. */
    static Packing of(InputStream in) throws IOException {
        in.mark(LONGEST);
        byte[] start = in.readNBytes(LONGEST);
        in.reset();
        for (Packing packing : values()) {
            if (packing.matches(start)) {
                return packing;
            }
        }
        return NONE;
    }

    private boolean matches(byte[] start) {
        if (start.length < magic.length) {
            return false;
        }
        for (int k = 0; k < magic.length; k++) {
            if ((start[k] & 0xff) != magic[k]) {
                return false;
            }
        }
        return true;
    }

    /** Why it cannot be read. */
    String message(String name) {
        return switch (this) {
            case ZIP -> name + " is an archive inside an archive. Maybe unpack the outer one";
            case EMPTY_ZIP -> name + " is an empty zip archive";
            default -> name + " is packed with " + label + "; gzip, zip and plain text can be read";
        };
    }
}
