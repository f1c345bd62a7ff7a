package dev.kindred.server.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.server.http.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server in a process of its own, which tests kill, stop and start again on the same port. */
public final class ChildServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final Path config;
    private final int port;
    private final HttpClient client = HttpClient.newHttpClient();
    private Process process;

    /**
     * Starts it.
     *
     * @param settings more of the configuration: lines of YAML
     */
    public ChildServer(Path folder, String settings) throws IOException {
        this.folder = folder;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        config =
                Files.writeString(
                        folder.resolve("kindred.yaml"),
                        "server: {port: %d, dataDir: '%s'}%n%s%n"
                                .formatted(port, folder.resolve("data"), settings));
        start();
    }

    /** Starts it again, and waits until it is ready. */
    public void start() throws IOException {
        Path log = folder.resolve("child.log");
        process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Xmx512m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                ChildMain.class.getName(),
                                config.toString())
                        .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        var out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        assertThat(out.readLine())
                .as(() -> "the server did not start: " + log())
                .isEqualTo("http://127.0.0.1:" + port);
    }

    /** What it wrote to its log. */
    public String log() {
        try {
            return Files.readString(folder.resolve("child.log"));
        } catch (IOException e) {
            return "no log: " + e;
        }
    }

    public long pid() {
        return process.pid();
    }

    public int port() {
        return port;
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(port, path));
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly().onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** SIGTERM; returns the code with which the process ends. */
    public int terminate() {
        process.destroy();
        return process.onExit()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join()
                .exitValue();
    }

    /** The body of a GET that is answered 200, as JSON. */
    public JsonNode get(String path) {
        return Json.parse(text(path));
    }

    /** The body of a GET that is answered 200. */
    public String text(String path) {
        return sent(HttpRequest.newBuilder(uri(path)));
    }

    /** The body of the answer to a POST that succeeds. */
    public String post(String path, String body, @Nullable String key) {
        var request =
                HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofString(body));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        return sent(request);
    }

    private String sent(HttpRequest.Builder request) {
        try {
            var answer =
                    client.send(
                            request.timeout(PATIENCE).build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(log(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
