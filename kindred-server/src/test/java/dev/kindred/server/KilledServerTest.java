package dev.kindred.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.server.http.Json;
import dev.kindred.server.testkit.ChildServer;
import dev.kindred.server.testkit.EventLoad;
import dev.kindred.server.testkit.EventLoad.Known;
import dev.kindred.server.testkit.Wire;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that are killed, or told to end, while clients write: what got an answer is there. */
class KilledServerTest {
    private static final int ROUNDS = Integer.getInteger("kindred.killRounds", 2);
    private static final int IMPORTED = 60_000;
    private static final int SIGTERM = 128 + 15; // as of every process that the signal ends

    @TempDir Path folder;
    private final Random random = new Random();

    @Test
    void noAcknowledgedEventIsLostOrStoredTwiceOnSqlite() throws Exception {
        try (var server = new ChildServer(folder, "store: sqlite")) {
            killRounds(server, Known.BY_ID, Known.BY_IDEMPOTENCY_KEY);
        }
    }

    @Test
    void noAcknowledgedEventIsLostOrStoredTwiceOnPostgres() throws Exception {
        try (EmbeddedPostgres postgres =
                        EmbeddedPostgres.builder()
                                .setServerConfig("synchronous_commit", "on")
                                .start();
                var server = new ChildServer(folder, "store: " + url(postgres))) {
            killRounds(server, Known.BY_ID);
        }
    }

    @Test
    void anImportThatIsKilledSaysSoAfterTheStartAndMayBeRunAgain() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
                var server = new ChildServer(folder, "store: " + url(postgres))) {
            String path = "/v1/imports?kind=events&format=csv";
            var lines = new StringBuilder("eventId,user,item,type\n");
            for (int k = 0; k < IMPORTED; k++) {
                lines.append("e%d,u%d,i%d,view\n".formatted(k, k % 999, k % 97));
            }
            String job = Json.parse(server.post(path, lines.toString(), null)).get("job").asText();
            String at = "/v1/jobs/" + job;
            awaitUntil(() -> server.get(at).get("message").asText().contains("records stored"));
            server.kill();
            server.start();

            JsonNode ended = server.get(at);
            assertThat(ended.get("state").asText()).as(ended.toString()).isEqualTo("failed");
            assertThat(ended.get("message").asText())
                    .startsWith("interrupted: the server stopped at: ")
                    .endsWith("records stored. Run it again.");

            String again =
                    Json.parse(server.post(path, lines.toString(), null)).get("job").asText();
            awaitUntil(
                    () -> {
                        JsonNode now = server.get("/v1/jobs/" + again);
                        assertThat(now.get("state").asText()).isNotEqualTo("failed");
                        return now.get("state").asText().equals("done");
                    });
            assertThat(server.get("/v1/stats").at("/events/total").asInt()).isEqualTo(IMPORTED);
        }
    }

    private static String url(EmbeddedPostgres postgres) {
        return "postgresql://postgres:postgres@localhost:%d/postgres".formatted(postgres.getPort());
    }

    private void killRounds(ChildServer server, Known... ways) throws Exception {
        try (var load = new EventLoad(server.uri("/v1/events"), ways)) {
            for (int round = 0; round < ROUNDS; round++) {
                load.await(20 + random.nextInt(300));
                server.kill();
                server.start();
                Set<String> before = Set.copyOf(load.acknowledged());
                assertThat(stored(server)).containsAll(before);
                assertWhole(server);
            }
            load.await(20);
            load.end(); // each client sends its last event until it is acknowledged
            assertThat(load.unexpected()).isEmpty();
            assertThat(stored(server)).containsExactlyInAnyOrderElementsOf(load.acknowledged());
        }
    }

    private static void assertWhole(ChildServer server) throws Exception {
        assertThat(server.get("/health/ready").get("status").asText()).isEqualTo("up");
        JsonNode list = server.get("/v1/recommendations/somebody?limit=3");
        assertThat(list.get("items")).hasSize(3);
    }

    /** Items of all events, of which each has one. */
    private static List<String> stored(ChildServer server) throws Exception {
        var items = new ArrayList<String>();
        String cursor = "";
        while (cursor != null) {
            JsonNode page = server.get("/v1/events?limit=1000&cursor=" + cursor);
            page.get("items").forEach(one -> items.add(one.get("item").asText()));
            cursor = page.get("next").isNull() ? null : page.get("next").asText();
        }
        assertThat(new HashSet<>(items)).as("each once").hasSameSizeAs(items);
        return items;
    }

    @Test
    void aServerThatIsToldToEndAnswersWhatIsUnderWayAndLosesNothing() throws Exception {
        try (var server = new ChildServer(folder, "store: sqlite");
                var load = new EventLoad(server.uri("/v1/events"), Known.values())) {
            load.await(100);
            assertThat(server.terminate()).isEqualTo(SIGTERM);
            server.start();
            load.await(100);
            load.end();
            assertThat(load.unexpected()).isEmpty();
            assertThat(stored(server)).containsExactlyInAnyOrderElementsOf(load.acknowledged());
        }
    }

    @Test
    void aServerThatIsToldToEndReadsABodyThatIsComing() throws Exception {
        String body = "{\"events\":[{\"user\":\"u\",\"item\":\"last\",\"type\":\"view\"}]}";
        String head =
                "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n"
                        .formatted(body.length());
        try (var server = new ChildServer(folder, "store: sqlite");
                Socket under = Wire.open(server.port())) {
            OutputStream out = under.getOutputStream();
            out.write((head + body.charAt(0)).getBytes(StandardCharsets.UTF_8));
            out.flush();
            awaitUntil(() -> hasTwoConnections(server)); // that one, and the one that asks
            CompletableFuture<Integer> end = CompletableFuture.supplyAsync(server::terminate);
            awaitUntil(() -> refuses(server.port()));
            out.write(body.substring(1).getBytes(StandardCharsets.UTF_8));
            out.flush();
            assertThat(Wire.read(under).status()).isEqualTo(200);
            assertThat(end.get(60, TimeUnit.SECONDS)).isEqualTo(SIGTERM);
            server.start();
            assertThat(stored(server)).containsExactly("last");
        }
    }

    private static boolean hasTwoConnections(ChildServer server) {
        return server.text("/metrics").lines().anyMatch("kindred_connections 2.0"::equals);
    }

    private static boolean refuses(int port) {
        try (Socket open = Wire.open(port)) {
            open.shutdownOutput();
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static void awaitUntil(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("within a minute").isLessThan(end);
        }
    }
}
