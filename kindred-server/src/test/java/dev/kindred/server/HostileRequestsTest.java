package dev.kindred.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.testkit.Mutations;
import dev.kindred.server.testkit.Requests;
import dev.kindred.server.testkit.Requests.Request;
import dev.kindred.server.testkit.TestServer;
import dev.kindred.server.testkit.TestServer.Answer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * 5,000 requests made from the description of the API, right and wrong ones: none gives a 5xx,
 * every answer is as its description says (the test kit checks that), and the server is well
 * afterwards. {@code -Dkindred.seed=N} makes others.
 */
class HostileRequestsTest {
    private static final int REQUESTS = 5000;

    @Test
    void noneOf5000RequestsBreaksTheServer(@TempDir Path folder) {
        long seed = Long.getLong("kindred.seed", 42);
        try (var server = new TestServer(folder)) {
            String body = "{\"name\":\"boss\",\"scopes\":[\"admin\"]}";
            server.as(server.post("/v1/keys", body).json().get("key").asText());
            var requests = new Requests(server.get("/openapi.json").json(), seed);
            var mutations = new Mutations(seed);
            var statuses = new TreeMap<Integer, Integer>();
            Request before = null;
            for (int k = 0; k < REQUESTS; k++) {
                Request request = requests.next(k);
                // Each operation is first asked three times as it should be.
                boolean good = k < 3 * requests.operations() || k % 10 == 0;
                Request sent = good ? request : mutations.mutated(request);
                statuses.merge(send(server, sent, before), 1, Integer::sum);
                before = sent;
            }
            assertThat(statuses.keySet()).as("%s", statuses).allMatch(status -> status < 500);
            assertThat(statuses.get(200)).as("%s", statuses).isGreaterThan(REQUESTS / 20);
            assertThat(server.get("/health/ready").status()).isEqualTo(200);
        }
    }

    private static int send(TestServer server, Request request, @Nullable Request before) {
        Map<String, String> headers = new LinkedHashMap<>(request.headers());
        if (request.type() != null) {
            headers.put("Content-Type", request.type());
        }
        try {
            Answer answer =
                    server.send(
                            request.method(), sendable(request.path()), request.body(), headers);
            assertThat(answer.status()).as("%s -> %s", request, answer.body()).isLessThan(500);
            return answer.status();
        } catch (RuntimeException e) {
            throw new AssertionError("%s%nafter %s".formatted(request, before), e);
        }
    }

    /** What the client would not send is encoded. */
    private static String sendable(String path) {
        var sendable = new StringBuilder();
        for (int k = 0; k < path.length(); k++) {
            char c = path.charAt(k);
            boolean hex =
                    c != '%'
                            || k + 2 < path.length()
                                    && Character.digit(path.charAt(k + 1), 16) >= 0
                                    && Character.digit(path.charAt(k + 2), 16) >= 0;
            boolean plain = c > ' ' && c < 127 && "\"<>\\^`{|}[]#".indexOf(c) < 0;
            sendable.append(plain && hex ? String.valueOf(c) : "%%%02X".formatted((int) c & 0xff));
        }
        return sendable.toString();
    }
}
