package dev.kindred.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.server.testkit.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exploration as somebody meets it over REST: the pipeline, the answer, what was logged. */
class ExplorationOverHttpTest {
    @TempDir private Path folder;

    @Test
    void aPipelineWithExplorationTellsTheChanceInTheAnswerAndInTheExport() {
        try (var server = new TestServer(folder)) {
            String views =
                    String.join(
                            ",",
                            IntStream.range(0, 120)
                                    .mapToObj(
                                            k ->
                                                    "{\"user\":\"u%d\",\"item\":\"i%d\",\"type\":\"view\"}"
                                                            .formatted(
                                                                    k % 12, k % 7 * (k % 12) % 20))
                                    .toList());
            assertThat(server.post("/v1/events", "{\"events\":[" + views + "]}").status())
                    .isEqualTo(200);
            for (int k = 0; k < 5; k++) {
                server.put("/v1/items/new" + k, "{\"title\":\"New\"}");
            }
            var off = server.post("/v1/recommendations", "{\"user\":\"u1\",\"limit\":4}");
            assertThat(off.body()).doesNotContain("propensity");

            String pipeline = "{\"serving\":{\"exploration\":{\"share\":0.25,\"enough\":3}}}";
            assertThat(server.put("/v1/pipeline", pipeline).status()).isEqualTo(200);
            assertThat(server.post("/v1/jobs", "{\"kind\":\"train\"}").status()).isEqualTo(202);
            JsonNode last = null;
            long until = System.nanoTime() + 60_000_000_000L;
            while (drawn(last).isEmpty() && System.nanoTime() < until) {
                last = server.post("/v1/recommendations", "{\"user\":\"u1\",\"limit\":4}").json();
            }
            assertThat(drawn(last)).singleElement().isEqualTo(3);
            double chance = last.get("items").get(3).get("propensity").asDouble();
            assertThat(chance).isPositive().isLessThan(1);

            server.store().project("default").exposures().flush();
            JsonNode export = server.get("/v1/users/u1/export").json();
            assertThat(export.toString()).contains("\"propensities\":[1.0,1.0,1.0," + chance);
        }
    }

    private static List<Integer> drawn(JsonNode answer) {
        var drawn = new ArrayList<Integer>();
        for (int at = 0; answer != null && at < answer.get("items").size(); at++) {
            if (answer.get("items").get(at).get("source").asText().equals("exploration")) {
                drawn.add(at);
            }
        }
        return drawn;
    }

    @Test
    void aShareThatCannotBeIsRefusedWithItsPlace() {
        try (var server = new TestServer(folder)) {
            var answer =
                    server.put("/v1/pipeline", "{\"serving\":{\"exploration\":{\"share\":1.5}}}");
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.body())
                    .contains("/serving/exploration/share", "a number from 0 to 0.5");
        }
    }
}
