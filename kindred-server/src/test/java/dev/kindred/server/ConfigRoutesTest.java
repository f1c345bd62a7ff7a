package dev.kindred.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.server.config.ConfigLoader;
import dev.kindred.server.config.LoadedConfig;
import dev.kindred.server.http.Json;
import dev.kindred.server.testkit.Contract;
import dev.kindred.server.testkit.TestServer;
import dev.kindred.store.cache.CacheSettings;
import dev.kindred.store.cache.MemoryCache;
import dev.kindred.store.sql.Stores;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code GET /v1/config} tells every value in force and where it comes from. */
class ConfigRoutesTest {
    @TempDir Path folder;

    private static JsonNode setting(JsonNode answer, String path) {
        for (JsonNode one : answer.get("items")) {
            if (one.get("path").asText().equals(path)) {
                return one;
            }
        }
        throw new AssertionError(path + " is not in " + answer);
    }

    private JsonNode asked(LoadedConfig loaded) throws Exception {
        try (var store = Stores.open("sqlite", folder, Clock.systemUTC());
                var cache = new MemoryCache(CacheSettings.builder().build());
                var server =
                        new KindredServer(
                                store,
                                KindredServer.Settings.in(folder, cache),
                                loaded.settings(),
                                Clock.systemUTC())) {
            server.start("127.0.0.1", 0, false);
            HttpResponse<String> answer = get(server.port(), "/v1/config");
            var contract = new Contract(Json.parse(get(server.port(), "/openapi.json").body()));
            contract.check("GET", "/v1/config", 200, "application/json", answer.body());
            assertThat(answer.body()).doesNotContain("s3cret", "0ther");
            return Json.parse(answer.body());
        }
    }

    private static HttpResponse<String> get(int port, String path) throws Exception {
        var uri = URI.create("http://127.0.0.1:" + port + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void eachValueHasItsOriginAndPasswordsAreMasked() throws Exception {
        LoadedConfig loaded =
                new ConfigLoader()
                        .yaml(
                                "kindred.yaml",
                                "server:\n  port: 9000\nstore: postgresql://kindred:s3cret@db:5432/k\n")
                        .environment(
                                Map.of(
                                        "KINDRED_CACHE",
                                        "redis://x:0ther@cache:6379/0",
                                        "KINDRED_JOBS_QUEUE",
                                        "7"))
                        .flag("server.port", "--port", "9001")
                        .load();
        JsonNode answer = asked(loaded);
        assertThat(answer.get("items")).hasSize(loaded.settings().size());
        JsonNode port = setting(answer, "server.port");
        assertThat(port.get("value").asText()).isEqualTo("9001");
        assertThat(port.get("origin").asText()).isEqualTo("flag");
        assertThat(port.get("name").asText()).isEqualTo("--port");
        assertThat(port.get("variable").asText()).isEqualTo("KINDRED_SERVER_PORT");
        JsonNode store = setting(answer, "store");
        assertThat(store.get("value").asText()).isEqualTo("postgresql://kindred:***@db:5432/k");
        assertThat(store.get("origin").asText() + store.get("name") + store.get("line"))
                .isEqualTo("file\"kindred.yaml\"3");
        JsonNode cache = setting(answer, "cache.address");
        assertThat(cache.get("value").asText()).isEqualTo("redis://x:***@cache:6379/0");
        assertThat(cache.get("origin").asText()).isEqualTo("environment");
        JsonNode host = setting(answer, "server.host");
        assertThat(host.get("origin").asText()).isEqualTo("default");
        assertThat(host.get("name").isNull()).isTrue();
    }

    @Test
    void aKeyOfOneProjectDoesNotSeeIt() {
        try (var server = new TestServer(folder)) {
            server.post("/v1/projects", "{\"id\":\"p\"}");
            String all = "{\"name\":\"all\",\"scopes\":[\"admin\"]}";
            String whole = server.post("/v1/keys", all).json().get("key").asText();
            server.as(whole);
            String one = "{\"name\":\"one\",\"scopes\":[\"admin\"],\"project\":\"p\"}";
            String own = server.post("/v1/keys", one).json().get("key").asText();
            assertThat(server.as(own).get("/v1/config").status()).isEqualTo(403);
            assertThat(server.as(whole).get("/v1/config").status()).isEqualTo(200);
        }
    }
}
