package dev.kindred.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.kindred.io.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Talks to a server. */
final class ServerClient {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final String url;
    private final @Nullable String key;
    private final String project;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();

    ServerClient(String url, @Nullable String key, String project) {
        this.url = url.replaceFirst("/+$", "");
        this.key = key;
        this.project = project;
        if (!url.startsWith("http://") && !url.startsWith("https://")) {
            throw new UsageException(
                    "--server must be such as http://localhost:8088, but is \"%s\"".formatted(url));
        }
    }

    /** Sends a stream; the answer's body. */
    String post(String path, String type, Supplier<InputStream> body) throws IOException {
        HttpRequest request =
                request(path)
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofInputStream(body))
                        .build();
        try (InputStream answer = send(request)) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The body of an answer, as it comes. */
    InputStream get(String path) throws IOException {
        return send(request(path).GET().build());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request;
        try {
            request = HttpRequest.newBuilder(URI.create(url + path));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--server is no address: " + e.getMessage());
        }
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        return request.header("X-Kindred-Project", project);
    }

    private InputStream send(HttpRequest request) throws IOException {
        try {
            HttpResponse<InputStream> response =
                    http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() >= 400) {
                try (InputStream body = response.body()) {
                    throw new DataException(
                            "%s answers %d: %s"
                                    .formatted(url, response.statusCode(), detail(body)));
                }
            }
            return response.body();
        } catch (ConnectException e) {
            throw new IOException(
                    "%s cannot be reached. Maybe no server runs there: kindred serve"
                            .formatted(url),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** What a problem document says. */
    private static String detail(InputStream body) throws IOException {
        String text = new String(body.readNBytes(1 << 16), StandardCharsets.UTF_8);
        try (JsonParser json = new JsonFactory().createParser(text)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    json.nextToken();
                    if (name.equals("detail")) {
                        return json.getText();
                    }
                    json.skipChildren();
                }
            }
        } catch (JsonProcessingException e) {
            return "no problem document";
        }
        return "no detail";
    }
}
