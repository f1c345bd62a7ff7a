package dev.kindred.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.testkit.Wire;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that keep a connection busy with a byte now and then, and connections at the end. */
class OpenConnectionsTest {
    private static final Duration HEADERS = Duration.ofSeconds(1);
    private static final Duration FOREVER = Duration.ofMinutes(10); // no other limit is met
    private static final int SLOW = 300;
    private static final long MIB = 1 << 20;

    private BareServer server;

    @BeforeEach
    void start(@TempDir Path folder) {
        var limits =
                new Limits(
                        MIB, MIB, MIB, 64, 1000, 10_000, 16 << 10, 1000, HEADERS, FOREVER, 0, 0,
                        100);
        server =
                new BareServer(
                        folder,
                        limits,
                        Route.get("/ok", Route.Access.OPEN, e -> e.answer(Map.of("ok", true))),
                        Route.post(
                                "/json",
                                Route.Access.OPEN,
                                e -> e.answer(Map.of("size", e.json().size()))));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /**
     * A request that never ends.
     *
     * @param begin sent at once
     * @param more sent again and again
     */
    private record Trickle(String begin, String more) {}

    static Stream<Trickle> trickles() {
        String get = "GET /ok HTTP/1.1\r\nHost: localhost\r\n";
        String pieces =
                "POST /json HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n";
        return Stream.of(
                new Trickle("", "G"),
                new Trickle("", "\r\n"),
                new Trickle("GET /", "a"),
                new Trickle(get, "X"),
                new Trickle(get, "X: a\r\n"),
                new Trickle(get + "\r\n", "\r\n"), // the request after one that was answered
                new Trickle(get + "\r\nGET /o", "k"),
                new Trickle(pieces + "1;", "x"),
                new Trickle(pieces + "2\r\n{}\r\n0\r\nT: ", "x"));
    }

    @ParameterizedTest
    @MethodSource("trickles")
    void aTrickleIsClosedThoughEachOfItsBytesComesInTime(Trickle trickle) throws IOException {
        try (Socket slow = Wire.open(server.port())) {
            slow.setSoTimeout(100); // from one byte to the next
            long start = System.nanoTime();
            assertThat(isClosedMeanwhile(slow, trickle)).as("closed").isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(HEADERS);
        }
    }

    private static boolean isClosedMeanwhile(Socket slow, Trickle trickle) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        try {
            send(slow, trickle.begin());
            while (System.nanoTime() < end) {
                send(slow, trickle.more());
                if (!isOpen(slow)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** Waits for the socket's time-out, unless there is something to read. */
    private static boolean isOpen(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read(new byte[4096]) >= 0;
        } catch (SocketTimeoutException e) {
            return true;
        }
    }

    @Test
    void othersAreServedWhileManyTrickleAndNoMemoryIsKept() throws IOException {
        long before = used();
        var slow = new ArrayList<Socket>();
        try {
            for (int k = 0; k < SLOW; k++) {
                slow.add(Wire.open(server.port()));
                send(slow.get(k), "GET /ok HTTP/1.1\r\nX: ");
            }
            int served = 0;
            while (server.http().connections() > 1) { // until the last of them is closed
                for (Socket one : slow) {
                    trickle(one);
                }
                String request = "GET /ok HTTP/1.1\r\nHost: localhost\r\n\r\n";
                assertThat(Wire.send(server.port(), request).status()).isEqualTo(200);
                served++;
            }
            assertThat(served).isPositive();
            assertThat(used() - before).as("bytes kept").isLessThan(32 * MIB);
        } finally {
            for (Socket one : slow) {
                one.close();
            }
        }
    }

    private static void trickle(Socket one) {
        try {
            send(one, "a");
        } catch (IOException e) {
            assertThat(e).as("closed").hasMessageMatching("(?i).*(broken pipe|reset|abort).*");
        }
    }

    private static long used() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    @Test
    void aBodyMayTakeLongerThanHeaders() throws IOException {
        try (Socket slow = Wire.open(server.port())) {
            send(slow, "POST /json HTTP/1.1\r\nHost: localhost\r\nContent-Length: 40\r\n\r\n[");
            slow.setSoTimeout(50);
            for (int k = 0; k < 38; k++) { // 1.9 s
                send(slow, " ");
                assertThat(isOpen(slow)).isTrue();
            }
            send(slow, "]");
            slow.setSoTimeout(5000);
            assertThat(Wire.read(slow).status()).isEqualTo(200);
        }
    }

    @Test
    void aConnectionWithoutARequestIsKeptAndClosedAtTheEndAtOnce() throws Exception {
        var client = HttpClient.newHttpClient();
        var uri = URI.create("http://127.0.0.1:%d/ok".formatted(server.port()));
        var request = HttpRequest.newBuilder(uri).build();
        try (Socket idle = Wire.open(server.port())) {
            idle.setSoTimeout((int) HEADERS.multipliedBy(2).toMillis());
            client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(isOpen(idle)).as("after twice the time of headers").isTrue();
            assertThat(server.http().connections()).isEqualTo(2);
            long start = System.nanoTime();
            server.close();
            // 10 seconds is what requests under way would get
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(HEADERS.multipliedBy(5));
        }
    }
}
