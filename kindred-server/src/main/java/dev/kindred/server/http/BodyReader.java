package dev.kindred.server.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Reads bodies, packed by gzip or not, and no further than the limits. */
final class BodyReader {
    private static final int BUFFER = 1 << 16;
    private static final int MOST_UNWANTED = 1 << 16;

    private BodyReader() {}

    /**
     * The whole body.
     *
     * @param length that it is said to have; below 0 if nothing is said
     * @param encoding value of Content-Encoding, or null
     */
    static byte[] read(InputStream body, long length, @Nullable String encoding, Limits limits)
            throws IOException {
        InputStream paced = paced(body, limits.minimumBytesPerSecond(), System::nanoTime);
        InputStream in = open(paced, encoding, limits.bodyBytes(), limits.inflatedBytes());
        byte[] buffer = buffer(length);
        var out = new ByteArrayOutputStream(buffer.length);
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
            }
        } catch (ZipException e) {
            throw Problem.badRequest("the body is not gzip: " + e.getMessage());
        }
        return out.toByteArray();
    }

    /** No larger than the body: most have some hundred bytes, and clearing memory takes time. */
    private static byte[] buffer(long length) {
        return new byte[(int) (length < 0 ? BUFFER : Math.min(length + 1, BUFFER))];
    }

    /**
     * A body that is refused when it comes too slowly.
     *
     * @param leastPerSecond on the average, after the first seconds
     * @param nanos a clock that only goes forward
     */
    static InputStream paced(InputStream body, int leastPerSecond, LongSupplier nanos) {
        return new Paced(body, leastPerSecond, nanos);
    }

    /**
     * Reads what nobody wanted of a body, so that the next request of the connection begins where
     * it should; a body that is long or slow ends the connection instead, which is announced.
     */
    static void finish(HttpServletRequest request, HttpServletResponse response, Limits limits) {
        long length = request.getContentLengthLong();
        boolean inPieces = request.getHeader("Transfer-Encoding") != null;
        if (length <= 0 && !inPieces || response.isCommitted()) {
            return;
        }
        boolean whole = false;
        if (length <= MOST_UNWANTED) {
            try {
                InputStream in = request.getInputStream();
                whole =
                        isEmptied(
                                paced(in, limits.minimumBytesPerSecond(), System::nanoTime),
                                buffer(length));
            } catch (IOException | Problem e) {
                whole = false;
            }
        }
        if (!whole) {
            response.setHeader("Connection", "close");
        }
    }

    private static boolean isEmptied(InputStream in, byte[] buffer) throws IOException {
        long count = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            count += n;
            if (count > MOST_UNWANTED) {
                return false;
            }
        }
        return true;
    }

    /** The body, piece by piece. */
    static InputStream open(
            InputStream body, @Nullable String encoding, long mostSent, long mostInflated)
            throws IOException {
        String how = encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT);
        var sent = new Bounded(body, mostSent, "sent");
        return switch (how) {
            case "identity", "" -> sent;
            case "gzip", "x-gzip" -> new Unpacked(inflated(sent), mostInflated, sent);
            default ->
                    throw Problem.of(
                            415,
                            "encoding",
                            "Unsupported media type",
                            "Content-Encoding must be gzip or identity, but is " + how);
        };
    }

    private static InputStream inflated(InputStream sent) throws IOException {
        try {
            return new GZIPInputStream(sent, BUFFER);
        } catch (ZipException e) {
            throw Problem.badRequest("the body is not gzip: " + e.getMessage());
        }
    }

    /** A stream that refuses to go beyond a number of bytes. */
    private static class Bounded extends FilterInputStream {
        private final long most;
        private final String what;
        long count;

        Bounded(InputStream in, long most, String what) {
            super(in);
            this.most = most;
            this.what = what;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int n = super.read(buffer, from, length);
            count(Math.max(0, n));
            return n;
        }

        void count(int bytes) {
            count += bytes;
            if (count > most) {
                throw Problem.tooLarge(
                        "a body may have at most %,d bytes as %s".formatted(most, what));
            }
        }
    }

    /** What a little body unpacks to may not keep a thread busy: text is seldom packed to 1/20. */
    private static final class Unpacked extends Bounded {
        private static final long FREE = 256L << 20;
        private static final int MOST_TIMES = 200;

        private final Bounded packed;

        Unpacked(InputStream in, long most, Bounded packed) {
            super(in, most, "unpacked");
            this.packed = packed;
        }

        @Override
        void count(int bytes) {
            super.count(bytes);
            if (count > FREE && count > MOST_TIMES * packed.count) {
                throw Problem.tooLarge(
                        "a body may not unpack to more than %d times its size"
                                .formatted(MOST_TIMES));
            }
        }
    }

    /** A stream that refuses a sender who sends a little now and then, to keep a thread busy. */
    private static final class Paced extends FilterInputStream {
        private static final double NANOS = 1e9;
        private static final int GRACE_SECONDS = 10;

        private final int leastPerSecond;
        private final LongSupplier nanos;
        private final long start;
        private long count;

        Paced(InputStream in, int leastPerSecond, LongSupplier nanos) {
            super(in);
            this.leastPerSecond = leastPerSecond;
            this.nanos = nanos;
            this.start = nanos.getAsLong();
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int n = super.read(buffer, from, length);
            count(Math.max(0, n));
            return n;
        }

        private void count(int bytes) {
            count += bytes;
            double seconds = (nanos.getAsLong() - start) / NANOS;
            if (seconds > GRACE_SECONDS && count < leastPerSecond * seconds) {
                throw Problem.of(
                        408,
                        "timeout",
                        "Request timeout",
                        "the body comes more slowly than %d bytes a second"
                                .formatted(leastPerSecond));
            }
        }
    }
}
