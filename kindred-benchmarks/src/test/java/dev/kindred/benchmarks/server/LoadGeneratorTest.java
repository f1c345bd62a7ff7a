package dev.kindred.benchmarks.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadGeneratorTest {
    private final AtomicInteger served = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private LoadGenerator load;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/echo", exchange -> answer(exchange, 200));
        server.createContext("/bad", exchange -> answer(exchange, 404));
        server.start();
        load = new LoadGenerator(server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange, int status) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        served.incrementAndGet();
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void everyRequestIsCountedAndTimed() {
        LoadGenerator.Result result =
                load.run(3, 0.3, k -> LoadGenerator.post("/echo", "number " + k));
        assertThat(result.latencies()).hasSize(served.get()).isSorted();
        assertThat(result.seconds()).isBetween(0.3, 10.0);
        assertThat(result.quantile(0)).isPositive();
        assertThat(result.quantile(0.5)).isLessThanOrEqualTo(result.quantile(0.99));
        assertThat(result.quantile(1)).isEqualTo(result.latencies()[served.get() - 1] / 1e9);
    }

    @Test
    void givesTheBodyOfOneAnswer() {
        assertThat(load.once(LoadGenerator.post("/echo", "é"))).isEqualTo("é");
    }

    @Test
    void anErrorIsNoResult() {
        assertThatThrownBy(() -> load.run(3, 0.1, k -> LoadGenerator.get("/bad")))
                .hasMessageContaining("404");
    }
}
