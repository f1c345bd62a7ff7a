package dev.kindred.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.testkit.ChildServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A mixed load on a server of its own process that has learnt all users, items and events of it
 * before: what it holds does not grow. {@code -Dkindred.soakSeconds=7200} is the long form.
 */
class SoakTest {
    private static final int SECONDS = Integer.getInteger("kindred.soakSeconds", 3);
    private static final int WARM = 2000; // requests
    private static final int USERS = 50;
    private static final int ITEMS = 200;
    private static final long MOST_GROWTH = 16L << 20;

    private final Random random = new Random(23);
    private final HttpClient client = HttpClient.newHttpClient();

    /** What a server holds. */
    private record Held(long heap, long threads, long files) {}

    private static String event(int k) {
        return "{\"id\":\"e%d\",\"user\":\"u%d\",\"item\":\"i%d\",\"type\":\"view\"}"
                .formatted(k, k % USERS, k * 7 % ITEMS);
    }

    private HttpRequest.Builder next(ChildServer server) {
        int k = random.nextInt(USERS * 20);
        return switch (random.nextInt(8)) {
            case 0 -> post(server, "/v1/events", "{\"events\":[" + event(k) + "]}");
            case 1 -> get(server, "/v1/items/i%d/similar?limit=10".formatted(k % ITEMS));
            case 2 -> get(server, "/v1/users/u%d".formatted(k % USERS));
            case 3 -> get(server, "/v1/recommendations/u1?limit=2147483647");
            case 4 -> post(server, "/v1/recommendations", "{\"user\":\"u1\",\"limit\":1e309}");
            case 5 -> post(server, "/v1/recommendations", filtered(k));
            default ->
                    get(
                            server,
                            "/v1/recommendations/u%d?limit=%d"
                                    .formatted(k % USERS, 1 + random.nextInt(20)));
        };
    }

    private static String filtered(int k) {
        return "{\"user\":\"u%d\",\"limit\":10,\"filter\":\"id != \\\"i%d\\\"\"}"
                .formatted(k % USERS, k % ITEMS);
    }

    private static HttpRequest.Builder get(ChildServer server, String path) {
        return HttpRequest.newBuilder(server.uri(path)).timeout(Duration.ofSeconds(60));
    }

    private static HttpRequest.Builder post(ChildServer server, String path, String body) {
        return get(server, path).POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private long ask(ChildServer server) throws IOException, InterruptedException {
        HttpRequest request = next(server).build();
        long start = System.nanoTime();
        var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as("%s: %s", request.uri(), answer.body()).isLessThan(500);
        return System.nanoTime() - start;
    }

    /** After a full collection. */
    private static Held held(ChildServer server) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        var collect =
                new ProcessBuilder(jcmd.toString(), String.valueOf(server.pid()), "GC.run")
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        assertThat(collect.waitFor()).isZero();
        String metrics = server.text("/metrics");
        return new Held(
                sum(metrics, "(?m)^jvm_memory_used_bytes\\{area=\"heap\"[^}]*} (.*)"),
                sum(metrics, "(?m)^jvm_threads_live_threads (.*)"),
                sum(metrics, "(?m)^process_files_open_files (.*)"));
    }

    private static long sum(String metrics, String pattern) {
        double[] found =
                Pattern.compile(pattern)
                        .matcher(metrics)
                        .results()
                        .map((MatchResult one) -> one.group(1))
                        .mapToDouble(Double::parseDouble)
                        .toArray();
        assertThat(found).as(pattern).isNotEmpty();
        return (long) Arrays.stream(found).sum();
    }

    @Test
    void whatItHoldsDoesNotGrow(@TempDir Path folder) throws Exception {
        try (var server = new ChildServer(folder, "cache: {bytes: 1MiB}\nlogs: {level: error}")) {
            String all =
                    IntStream.range(0, USERS * 20)
                            .mapToObj(SoakTest::event)
                            .collect(Collectors.joining(","));
            server.post("/v1/events", "{\"events\":[" + all + "]}", null);
            for (int k = 0; k < WARM; k++) {
                ask(server);
            }
            Held before = held(server);
            long end = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
            long slowest = 0;
            int asked = 0;
            for (; System.nanoTime() < end || asked < WARM; asked++) {
                slowest = Math.max(slowest, ask(server));
            }
            Held after = held(server);
            System.out.printf(
                    Locale.ROOT,
                    "soak: %d requests, slowest %.1f ms, before %s, after %s%n",
                    asked,
                    slowest / 1e6,
                    before,
                    after);

            assertThat(after.heap() - before.heap()).as("heap").isLessThan(MOST_GROWTH);
            assertThat(after.threads()).isLessThanOrEqualTo(before.threads() + 8);
            assertThat(after.files()).isLessThanOrEqualTo(before.files() + 16);
        }
    }
}
