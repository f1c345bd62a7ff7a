package dev.kindred.io;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/**
 * Unpacked data that may not be out of all proportion to the packed data: beyond {@value #FREE}
 * bytes at most {@value #RATIO} times as many. Real files stay below 100 times.
 */
final class BoundedInflation extends FilterInputStream {
    static final long FREE = 64L << 20;
    static final int RATIO = 250;

    private final LongSupplier packed;
    private long unpacked;

    /** Counts what passes through; the stream beneath must support marks. */
    static final class Counted extends FilterInputStream {
        private long count;

        Counted(InputStream in) {
            super(in);
        }

        long count() {
            return count;
        }

        /** More than 0 unless this is the end: before JDK 23 gzip asks whether a part follows. */
        @Override
        public int available() throws IOException {
            return Source.isAtEnd(in) ? 0 : Math.max(1, super.available());
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count += one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            count += Math.max(read, 0);
            return read;
        }
    }

    /** The limit is passed. */
    static final class Exceeded extends IOException {
        private static final long serialVersionUID = 1;

        Exceeded(long unpacked, long packed) {
            super(
                    "%d MB of packed data hold more than %d MB: that is no data but a trap"
                            .formatted((packed >> 20) + 1, unpacked >> 20));
        }
    }

    BoundedInflation(InputStream unpacking, LongSupplier packed) {
        super(unpacking);
        this.packed = packed;
    }

    @Override
    public int read() throws IOException {
        int one = super.read();
        count(one < 0 ? 0 : 1);
        return one;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = super.read(into, offset, length);
        count(Math.max(read, 0));
        return read;
    }

    private void count(int more) throws IOException {
        unpacked += more;
        if (unpacked > FREE && unpacked / RATIO > packed.getAsLong()) {
            throw new Exceeded(unpacked, packed.getAsLong());
        }
    }
}
