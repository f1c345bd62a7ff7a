package dev.kindred.server.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.kindred.server.KindredServer;
import dev.kindred.server.http.Json;
import dev.kindred.store.Store;
import dev.kindred.store.cache.CacheSettings;
import dev.kindred.store.cache.MemoryCache;
import dev.kindred.store.cache.ResultCache;
import dev.kindred.store.sql.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A server on a free port over a store in a folder, and a client whose every answer is checked. */
public final class TestServer implements AutoCloseable {
    private final Store store;
    private final ResultCache cache;
    private final KindredServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Contract contract;
    private @Nullable String key;

    /**
     * An answer.
     *
     * @param json the body, if it is JSON; else missing
     */
    public record Answer(int status, HttpResponse<String> whole, JsonNode json) {
        public String body() {
            return whole.body();
        }

        public @Nullable String header(String name) {
            return whole.headers().firstValue(name).orElse(null);
        }
    }

    public TestServer(Path folder) {
        this(folder, settings -> settings);
    }

    /** A server with settings made of the defaults. */
    public TestServer(Path folder, UnaryOperator<KindredServer.Settings> change) {
        this(folder, "sqlite", change);
    }

    /** A server over a store at an address. */
    public TestServer(Path folder, String address, UnaryOperator<KindredServer.Settings> change) {
        store = Stores.open(address, folder, Clock.systemUTC());
        cache = new MemoryCache(CacheSettings.builder().build());
        var settings = change.apply(KindredServer.Settings.in(folder, cache));
        server = new KindredServer(store, settings, Clock.systemUTC());
        server.start("127.0.0.1", 0, false);
        contract = new Contract(Json.parse(raw("GET", "/openapi.json", null, Map.of()).body()));
    }

    public Store store() {
        return store;
    }

    public ResultCache cache() {
        return cache;
    }

    public KindredServer server() {
        return server;
    }

    /** Sends this key with every request from now on; null: none. */
    public TestServer as(@Nullable String token) {
        key = token;
        return this;
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    public Answer post(String path, String body) {
        return send("POST", path, body);
    }

    public Answer put(String path, String body) {
        return send("PUT", path, body);
    }

    public Answer patch(String path, String body) {
        return send("PATCH", path, body);
    }

    public Answer send(String method, String path, @Nullable String body) {
        return send(method, path, body, Map.of());
    }

    /** Sends a request and holds the answer against the description. */
    public Answer send(
            String method, String path, @Nullable String body, Map<String, String> headers) {
        HttpResponse<String> response = raw(method, path, body, headers);
        String type = response.headers().firstValue("Content-Type").orElse(null);
        contract.check(
                method,
                path.replaceFirst("\\?.*", ""),
                response.statusCode(),
                type,
                response.body());
        boolean isJson = type != null && type.contains("json") && !type.contains("ndjson");
        return new Answer(
                response.statusCode(),
                response,
                isJson ? Json.parse(response.body()) : MissingNode.getInstance());
    }

    private HttpResponse<String> raw(
            String method, String path, @Nullable String body, Map<String, String> headers) {
        var request =
                HttpRequest.newBuilder(uri(path))
                        .timeout(Duration.ofSeconds(60))
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        String token = key;
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        headers.forEach(request::header);
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path));
    }

    @Override
    public void close() {
        server.close();
        cache.close();
        store.close();
    }
}
