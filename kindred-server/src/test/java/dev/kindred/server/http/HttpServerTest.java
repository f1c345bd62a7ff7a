package dev.kindred.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.testkit.Wire;
import dev.kindred.server.testkit.Wire.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The web server against what is no proper HTTP, too much, too slow; and its end. */
class HttpServerTest {
    private static final int CONNECTIONS = 40;
    private static final long MIB = 1 << 20;

    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private BareServer server;

    @BeforeEach
    void start(@TempDir Path folder) {
        var limits =
                new Limits(
                        MIB, // of a body
                        4 * MIB, // inflated
                        4 * MIB, // of an import
                        64,
                        1000,
                        10_000,
                        16 << 10,
                        CONNECTIONS,
                        Duration.ofSeconds(1), // headers
                        Duration.ofMillis(1500), // idle
                        100,
                        0,
                        100);
        server =
                new BareServer(
                        folder,
                        limits,
                        Route.get("/ok", Route.Access.OPEN, e -> e.answer(Map.of("ok", true))),
                        Route.get("/none", Route.Access.OPEN, Exchange::noContent),
                        Route.get("/boom", Route.Access.OPEN, e -> boom()),
                        Route.get("/wait", Route.Access.OPEN, this::await),
                        Route.post("/json", Route.Access.OPEN, e -> size(e)));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static void boom() {
        throw new IllegalStateException("SELECT secret FROM inside");
    }

    private static void size(Exchange exchange) throws IOException {
        exchange.answer(Map.of("size", exchange.json().size()));
    }

    private void await(Exchange exchange) throws Exception {
        entered.countDown();
        assertThat(released.await(8, TimeUnit.SECONDS)).isTrue();
        exchange.answer(Map.of("waited", true));
    }

    private Reply send(String request) {
        return Wire.send(server.port(), request);
    }

    private static String head(String first, String... more) {
        String others = more.length == 0 ? "" : String.join("\r\n", more) + "\r\n";
        return first + " HTTP/1.1\r\nHost: localhost\r\n" + others + "\r\n";
    }

    @ParameterizedTest
    @CsvSource({
        "GET /ok, 200",
        "HEAD /ok, 200",
        "GET /none, 204",
        "GET /nothing, 404",
        "POST /ok, 405",
        "TRACE /ok, 405",
        "OPTIONS /ok, 405",
        "PROPFIND /ok, 405",
        "GET /boom, 500",
        "GET /%zz, 400",
        "GET /../ok, 400",
        "get /ok, 405",
    })
    void everyAnswerHasSafeHeadersAndNothingOfTheInside(String first, int status) {
        Reply reply = send(head(first));
        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertSafe(reply);
    }

    private static void assertSafe(Reply reply) {
        String text = reply.text();
        assertThat(text)
                .contains("X-Content-Type-Options: nosniff")
                .contains("Content-Security-Policy: default-src 'none'")
                .contains("Referrer-Policy: no-referrer")
                .contains("Cross-Origin-Opener-Policy: same-origin")
                .contains("Cache-Control: no-store")
                .contains("X-Request-Id: ")
                .doesNotContain("Server:")
                .doesNotContain("Access-Control-Allow-Origin")
                .doesNotContainIgnoringCase("jetty")
                .doesNotContain("SELECT")
                .doesNotContain("Exception")
                .doesNotContain("\tat ");
        if (reply.status() >= 400) {
            assertThat(text).contains("Content-Type: application/problem+json");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /ok HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
                "POST /json HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "GET /ok HTTP/1.1\r\nHost: localhost\r\nX-A: a\r\n b\r\n\r\n",
                "GET /ok HTTP/1.1\nHost: localhost\n\n",
                "GET /ok HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /ok HTTP/1.1\r\nHost : localhost\r\n\r\n",
                "GET /ok HTTP/1.1\r\n\r\n",
                "GET /ok\r\n\r\n",
                "GET /o\0k HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "POST /json HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
                "POST /json HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n",
            })
    void whatTwoServersMightReadDifferentlyIsRefusedAndTheConnectionClosed(String request) {
        Reply reply = send(request);
        assertThat(reply.status()).as(reply.text()).isIn(0, 400, 505);
        assertThat(reply.closed()).as(reply.text()).isTrue();
        if (reply.status() > 0) {
            assertSafe(reply);
            assertThat(reply.text()).containsIgnoringCase("Connection: close");
        }
    }

    @Test
    void tooManyOrTooLongHeadersAreRefused() {
        String flood = "X-A: " + "a".repeat(64 << 10);
        assertThat(send(head("GET /ok", flood)).status()).isIn(0, 431);
        var many = new ArrayList<String>();
        for (int k = 0; k < 3000; k++) {
            many.add("X-%d: 1".formatted(k));
        }
        assertThat(send(head("GET /ok", many.toArray(String[]::new))).status()).isIn(0, 431);
        assertThat(send(head("GET /" + "a".repeat(20_000))).status()).isIn(0, 414, 431);
        assertThat(send(head("GET /ok")).status()).isEqualTo(200);
    }

    @Test
    void bombsAreRefusedAndLeaveNoMemoryTaken() throws Exception {
        long before = used();
        for (int round = 0; round < 2; round++) {
            assertThat(post("[".repeat(100_000), null)).isEqualTo(400);
            assertThat(post("{\"a\":" + "9".repeat(900_000) + "}", null)).isEqualTo(400);
            assertThat(post("{\"a\":1,\"a\":2}", null)).isEqualTo(400);
            assertThat(post("{\"a\":NaN}", null)).isEqualTo(400);
            assertThat(post("\"" + "x".repeat((int) (2 * MIB)) + "\"", null)).isEqualTo(413);
            assertThat(post("[" + "1,".repeat(500_000) + "1]", null)).isIn(200, 400, 413);
            assertThat(post(zipped((int) (64 * MIB)), "gzip")).isEqualTo(413);
            assertThat(post("no gzip", "gzip")).isEqualTo(400);
            assertThat(post("{}", "br")).isEqualTo(415);
        }
        assertThat(used() - before).as("bytes kept").isLessThan(32 * MIB);
    }

    @Test
    void aBodyWithoutEndIsCutOff() {
        byte[] head =
                head("POST /json", "Transfer-Encoding: chunked")
                        .getBytes(StandardCharsets.ISO_8859_1);
        byte[] chunk = new byte[(1 << 16) + 9];
        System.arraycopy("10000\r\n".getBytes(StandardCharsets.ISO_8859_1), 0, chunk, 0, 7);
        java.util.Arrays.fill(chunk, 7, chunk.length - 2, (byte) ' ');
        chunk[chunk.length - 2] = '\r';
        chunk[chunk.length - 1] = '\n';
        byte[][] parts = new byte[200][];
        java.util.Arrays.fill(parts, chunk); // 12.5 MiB and no last chunk
        parts[0] = head;
        Reply reply = Wire.send(server.port(), parts);
        assertThat(reply.status()).isIn(0, 413); // 0: it was closed while we were sending
        assertThat(reply.closed()).isTrue();
        assertThat(send(head("GET /ok")).status()).isEqualTo(200);
    }

    @Test
    void aBodyThatStopsIsGivenUp() throws IOException {
        try (Socket slow = Wire.open(server.port())) {
            slow.setSoTimeout(10_000);
            slow.getOutputStream()
                    .write(head("POST /json", "Content-Length: 10").getBytes("ISO-8859-1"));
            slow.getOutputStream().write('{');
            slow.getOutputStream().flush();
            Reply reply = Wire.read(slow);
            assertThat(reply.status()).isIn(0, 408);
            assertThat(reply.closed()).isTrue();
        }
    }

    @Test
    void idleConnectionsAreLimitedAndClosed() throws Exception {
        var idle = new ArrayList<Socket>();
        try {
            for (int k = 0; k < CONNECTIONS + 20; k++) {
                idle.add(Wire.open(server.port()));
            }
            assertThat(server.http().connections()).isLessThanOrEqualTo(CONNECTIONS);
            // The first ones are closed after the idle time, and there is room again.
            assertThat(send(head("GET /ok")).status()).isEqualTo(200);
        } finally {
            for (Socket one : idle) {
                one.close();
            }
        }
    }

    @Test
    void itsEndWaitsForWhatIsUnderWayAndTakesNothingNew() throws Exception {
        var client = HttpClient.newHttpClient();
        var request =
                HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:%d/wait".formatted(server.port())))
                        .build();
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        int port = server.port();
        CompletableFuture<Void> end = CompletableFuture.runAsync(server.http()::close);
        assertThat(refusesSoon(port)).isTrue();
        released.countDown();
        assertThat(answer.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        end.get(12, TimeUnit.SECONDS);
    }

    private static boolean refusesSoon(int port) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (System.nanoTime() < end) {
            try (Socket open = Wire.open(port)) {
                open.shutdownOutput();
            } catch (IOException e) {
                return true;
            }
        }
        return false;
    }

    private int post(String body, String encoding) throws Exception {
        return post(body.getBytes(StandardCharsets.UTF_8), encoding);
    }

    private int post(byte[] body, String encoding) {
        String length = "Content-Length: " + body.length;
        String head =
                encoding == null
                        ? head("POST /json", length)
                        : head("POST /json", length, "Content-Encoding: " + encoding);
        return Wire.send(server.port(), head.getBytes(StandardCharsets.ISO_8859_1), body).status();
    }

    private static byte[] zipped(int zeros) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(new byte[zeros]);
        }
        return bytes.toByteArray();
    }

    private static long used() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
