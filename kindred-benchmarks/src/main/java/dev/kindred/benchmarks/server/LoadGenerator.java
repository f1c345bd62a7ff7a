package dev.kindred.benchmarks.server;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Keeps connections to a server busy: each sends a request, waits for the whole answer, and sends
 * the next. Costs little itself, as it shares the machine with the server.
 */
public final class LoadGenerator {
    private static final int TIMEOUT = 30_000;
    private static final int LONGEST_LINE = 16_384;

    private final int port;

    public LoadGenerator(int port) {
        this.port = port;
    }

    /**
     * What came of a load.
     *
     * @param seconds that it took
     * @param latencies of all requests, in nanoseconds, shortest first
     */
    public record Result(double seconds, long[] latencies) {
        public double perSecond() {
            return latencies.length / seconds;
        }

        /** In seconds: the share of all requests, such as .99, that took no longer. */
        public double quantile(double share) {
            int at = (int) Math.ceil(share * latencies.length) - 1;
            return latencies[Math.max(0, at)] / 1e9;
        }
    }

    /** A GET as it is sent. */
    public static byte[] get(String path) {
        return "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n"
                .formatted(path)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** A POST of JSON as it is sent. */
    public static byte[] post(String path, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        byte[] head =
                "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                        .formatted(path, bytes.length)
                        .getBytes(StandardCharsets.UTF_8);
        byte[] whole = Arrays.copyOf(head, head.length + bytes.length);
        System.arraycopy(bytes, 0, whole, head.length, bytes.length);
        return whole;
    }

    /**
     * Sends requests for some time.
     *
     * @param connections that are kept busy at once
     * @param requests by their number
     * @throws IllegalStateException if one is not answered with 2xx
     */
    public Result run(int connections, double seconds, IntFunction<byte[]> requests) {
        var next = new AtomicInteger();
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            Callable<long[]> one = () -> busy(next, end, requests);
            long[][] all =
                    threads
                            .invokeAll(IntStream.range(0, connections).mapToObj(k -> one).toList())
                            .stream()
                            .map(
                                    future -> {
                                        try {
                                            return future.get();
                                        } catch (InterruptedException | ExecutionException e) {
                                            throw new IllegalStateException(e.getMessage(), e);
                                        }
                                    })
                            .toArray(long[][]::new);
            double taken = (System.nanoTime() - start) / 1e9;
            long[] latencies = Arrays.stream(all).flatMapToLong(Arrays::stream).sorted().toArray();
            return new Result(taken, latencies);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            threads.shutdownNow();
        }
    }

    private long[] busy(AtomicInteger next, long end, IntFunction<byte[]> requests)
            throws IOException {
        long[] latencies = new long[1024];
        int count = 0;
        try (Socket socket = open()) {
            OutputStream out = socket.getOutputStream();
            InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
                byte[] request = requests.apply(next.getAndIncrement());
                long sent = System.nanoTime();
                out.write(request);
                check(read(in), request);
                if (count == latencies.length) {
                    latencies = Arrays.copyOf(latencies, 2 * count);
                }
                latencies[count++] = System.nanoTime() - sent;
            }
        }
        return Arrays.copyOf(latencies, count);
    }

    private Socket open() throws IOException {
        var socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT);
        socket.connect(new InetSocketAddress("127.0.0.1", port), TIMEOUT);
        return socket;
    }

    private record Reply(int status, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** Sends one request on a connection of its own and returns the answer's body. */
    public String once(byte[] request) {
        try (Socket socket = open()) {
            socket.getOutputStream().write(request);
            Reply reply = read(new BufferedInputStream(socket.getInputStream()));
            check(reply, request);
            return reply.text();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void check(Reply reply, byte[] request) {
        if (reply.status / 100 != 2) {
            String sent = new String(request, StandardCharsets.UTF_8);
            throw new IllegalStateException(
                    "status %d: %s for %s"
                            .formatted(reply.status, reply.text(), sent.lines().toList()));
        }
    }

    private static Reply read(InputStream in) throws IOException {
        String first = line(in);
        int status = Integer.parseInt(first.substring(9, 12));
        int length = 0;
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(line.substring(15).strip());
            }
        }
        return new Reply(status, in.readNBytes(length));
    }

    private static String line(InputStream in) throws IOException {
        byte[] line = new byte[256];
        int size = 0;
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 || size > LONGEST_LINE) {
                throw new EOFException("the server closed the connection");
            }
            if (size == line.length) {
                line = Arrays.copyOf(line, 2 * size);
            }
            line[size++] = (byte) c;
        }
        int end = size > 0 && line[size - 1] == '\r' ? size - 1 : size;
        return new String(line, 0, end, StandardCharsets.ISO_8859_1);
    }
}
