package dev.kindred.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.data.History;
import dev.kindred.data.IdIndex;
import dev.kindred.io.Tensors;
import dev.kindred.model.Model;
import dev.kindred.model.ModelFile;
import dev.kindred.model.ModelInfo;
import dev.kindred.server.config.ConfigLoader;
import dev.kindred.server.engine.Workspace;
import dev.kindred.server.http.Json;
import dev.kindred.store.Store;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings of the file do what the reference says, seen from outside. */
class SettingsInForceTest {
    @TempDir private Path folder;
    private final HttpClient client = HttpClient.newHttpClient();
    private ServerProcess process;

    private void start(String settings) throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("kindred.yaml"),
                        """
                        server: {port: 0, dataDir: '%s', trustedProxies: [127.0.0.0/8]}
                        logs: {level: error}
                        """
                                        .formatted(folder.resolve("data"))
                                + settings);
        process = new ServerProcess(new ConfigLoader().file(file).load());
        process.start();
    }

    @AfterEach
    void stop() {
        process.close();
    }

    private record Answer(int status, JsonNode json) {}

    private Answer send(String method, String path, String body) {
        var request =
                HttpRequest.newBuilder(URI.create(process.address() + path))
                        .timeout(Duration.ofSeconds(60))
                        .header("X-Forwarded-For", "198.51.100.7")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try {
            var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), Json.parse(answer.body()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Answer get(String path) {
        return send("GET", path, "");
    }

    private Answer post(String path, String body) {
        return send("POST", path, body);
    }

    private void events(int items) {
        var body = new StringBuilder("{\"events\":[");
        for (int k = 0; k < items; k++) {
            body.append(k == 0 ? "" : ",")
                    .append(
                            "{\"user\":\"v%d\",\"item\":\"i%d\",\"type\":\"like\"}"
                                    .formatted(k % 7, k));
        }
        assertThat(post("/v1/events", body + "]}").status()).isEqualTo(200);
    }

    private static void assertRefused(Answer answer, String... words) {
        assertThat(answer.status()).as(answer.json().toString()).isIn(400, 422);
        assertThat(answer.json().get("detail").asText()).contains(words);
    }

    @Test
    void longerListsThanTheLimitAreRefused() throws IOException {
        start("limits: {maxItems: 5}\npipeline: {training: {every: never, afterEvents: 0}}\n");
        events(20);
        String rule = "limit must be a whole number from 1 to 5, but is";
        assertRefused(post("/v1/recommendations", "{\"user\":\"u\",\"limit\":6}"), rule, "6");
        String batch = "{\"users\":[\"u\"],\"limit\":6}";
        assertRefused(post("/v1/recommendations:batch", batch), rule, "6");
        for (String path :
                new String[] {
                    "/v1/recommendations/u", "/v1/lists/latest", "/v1/onboarding", "/v1/items",
                }) {
            assertRefused(get(path + "?limit=2147483647"), rule, "2147483647");
        }
        JsonNode usual = get("/v1/recommendations/u").json();
        assertThat(usual.get("items")).as(usual.toString()).hasSize(5); // not 10
        assertThat(get("/v1/recommendations/u?limit=5").json().get("items")).hasSize(5);
    }

    @Test
    void nobodyPagesFurtherThanTheLimit() throws IOException {
        start("limits: {maxOffset: 8}\npipeline: {training: {every: never, afterEvents: 0}}\n");
        events(40);
        String list = "{\"user\":\"u\",\"limit\":4,\"pageToken\":%s}";
        JsonNode first = post("/v1/recommendations", list.formatted("null")).json();
        JsonNode second =
                post("/v1/recommendations", list.formatted(first.get("pageToken"))).json();
        JsonNode third =
                post("/v1/recommendations", list.formatted(second.get("pageToken"))).json();
        assertThat(third.get("items"))
                .as(first + " " + second + " " + third)
                .hasSize(4); // after 8 items
        assertThat(third.get("pageToken").isNull()).as("the next would begin after 12").isTrue();

        assertThat(get("/v1/lists/popular?offset=8&limit=3").json().get("items")).hasSize(3);
        assertRefused(get("/v1/lists/popular?offset=9"), "offset", "from 0 to 8", "9");
    }

    @Test
    void aTokenFromBeforeTheLimitIsRefused() throws IOException {
        start("pipeline: {training: {every: never, afterEvents: 0}}\n");
        events(40);
        JsonNode page = post("/v1/recommendations", "{\"user\":\"u\",\"limit\":9}").json();
        process.close();
        start("limits: {maxOffset: 8}\npipeline: {training: {every: never, afterEvents: 0}}\n");
        String next =
                "{\"user\":\"u\",\"limit\":9,\"pageToken\":%s}".formatted(page.get("pageToken"));
        assertRefused(post("/v1/recommendations", next), "8 items", "limits.maxOffset", "leads 9");
    }

    /** A model that waits, once it is in service, until it is interrupted. */
    private record Endless(IdIndex items, AtomicBoolean waits) implements Model {
        @Override
        public ModelInfo info() {
            return new ModelInfo("endless", Map.of(), "", 0, "0");
        }

        @Override
        public void score(History history, float[] scores) {
            try {
                while (waits.get()) {
                    new CountDownLatch(1).await();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException("given up", e);
            }
        }

        @Override
        public void save(Tensors out) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void aListThatIsNotThereInTimeComesFromWhatIsAtHand() throws IOException {
        start(
                """
                limits: {requestTimeout: 1s}
                pipeline:
                  models: [popular]
                  training: {every: never, afterEvents: 0}
                  serving: {timeout: 5m}
                """);
        events(40);
        String job = post("/v1/jobs", "{\"kind\":\"train\"}").json().get("id").asText();
        long limit = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        JsonNode state;
        do {
            assertThat(System.nanoTime()).isLessThan(limit);
            state = get("/v1/jobs/" + job + "?wait=5").json();
        } while (state.get("finished").isNull());
        assertThat(state.get("state").asText()).as(state.toString()).isEqualTo("done");

        Workspace workspace = process.server().tenants().get(Store.DEFAULT_PROJECT).workspace();
        var model = new Endless(workspace.serving().items(), new AtomicBoolean());
        workspace.publish(
                workspace.store().models().active(),
                new ModelFile(model, workspace.serving().data()));
        model.waits().set(true);

        assertDegraded(post("/v1/recommendations", "{\"user\":\"v1\",\"limit\":3}").json());
        String batch = "{\"users\":[\"v1\",\"v2\"],\"limit\":3}";
        JsonNode lists = post("/v1/recommendations:batch", batch).json().get("lists");
        assertThat(lists).hasSize(2).allSatisfy(SettingsInForceTest::assertDegraded);
    }

    private static void assertDegraded(JsonNode list) {
        assertThat(list.get("degraded").asBoolean()).as(list.toString()).isTrue();
        assertThat(list.get("reason").asText()).isEqualTo("timeout");
        assertThat(list.get("items")).hasSize(3);
    }

    @Test
    void theAuditLogHasTheAddressThatATrustedProxyTells() throws IOException {
        start("");
        send("PUT", "/v1/rules/r1", "{\"filter\":\"title == 'x'\"}");
        JsonNode entry = get("/v1/audit?limit=1").json().at("/items/0");
        assertThat(entry.get("action").asText()).isEqualTo("rule.put");
        assertThat(entry.at("/details/address").asText()).isEqualTo("198.51.100.7");
        assertThat(get("/v1/audit?cursor=x").status()).isEqualTo(400);
    }

    @Test
    void theCacheTellsItsBudget() throws IOException {
        start("cache: {bytes: 3MiB}\n");
        JsonNode cache = get("/v1/stats").json().get("cache");
        assertThat(cache.get("budget").asLong()).isEqualTo(3 << 20);
        assertThat(cache.get("bytes").asLong()).isZero();
        assertThat(cache.get("evicted").asLong()).isZero();
    }
}
