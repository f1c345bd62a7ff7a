package dev.kindred.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.testkit.TestServer;
import dev.kindred.server.testkit.TestServer.Answer;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that may not grow: SQLite itself refuses, as it does when the disk is full. */
class FullDiskTest {
    private static final String SMALL = "sqlite?max_page_count=400"; // 1.6 MB
    private static final int BATCH = 200;

    private static String batch(int number) {
        return IntStream.range(0, BATCH)
                .mapToObj(
                        k ->
                                "{\"id\":\"%d-%d\",\"user\":\"u%d\",\"item\":\"i%d\",\"type\":\"view\"}"
                                        .formatted(number, k, number, k))
                .collect(Collectors.joining(",", "{\"events\":[", "]}"));
    }

    /** Sends batches until one is refused; how many were stored. */
    private static int fill(TestServer server) {
        for (int stored = 0; stored < 1000; stored++) {
            Answer answer = server.post("/v1/events", batch(stored));
            if (answer.status() != 200) {
                assertThat(answer.status()).as(answer.body()).isEqualTo(507);
                assertThat(answer.json().get("detail").asText()).contains("nothing was written");
                return stored;
            }
        }
        throw new AssertionError("it never became full");
    }

    @Test
    void writesAreRefusedWith507ReadsGoOnAndWritesResumeOnceThereIsRoom(@TempDir Path folder) {
        try (var server = new TestServer(folder, SMALL, settings -> settings)) {
            int stored = fill(server);
            assertThat(stored).isGreaterThan(5);

            Map<String, String> once = Map.of("Idempotency-Key", "k");
            assertThat(server.send("POST", "/v1/events", batch(stored), once).status())
                    .isEqualTo(507);
            assertReads(server);

            for (int k = 0; k < 4; k++) {
                assertThat(server.delete("/v1/events?user=u" + k).status()).isEqualTo(200);
            }
            Answer again = server.send("POST", "/v1/events", batch(stored), once);
            assertThat(again.status()).as(again.body()).isEqualTo(200);
            assertThat(again.json().get("accepted").asInt()).as("none before").isEqualTo(BATCH);
            assertReads(server);
        }
    }

    private static void assertReads(TestServer server) {
        Answer ready = server.get("/health/ready");
        assertThat(ready.status()).isEqualTo(200);
        Answer list = server.get("/v1/recommendations/u9?limit=3");
        assertThat(list.status()).isEqualTo(200);
        assertThat(list.json().get("items")).hasSize(3);
        Answer events = server.get("/v1/events?user=u4&limit=1000");
        assertThat(events.json().get("items")).hasSize(BATCH);
    }
}
