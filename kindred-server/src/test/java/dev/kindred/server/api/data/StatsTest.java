package dev.kindred.server.api.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.server.pipeline.PipelineSpec;
import dev.kindred.server.testkit.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Figures and diagnosis, over HTTP. */
class StatsTest {
    private static void event(TestServer server, String rest) {
        assertThat(
                        server.post("/v1/events", "{\"events\":[{\"user\":\"u\"," + rest + "}]}")
                                .status())
                .isEqualTo(200);
    }

    @Test
    void countsWhatIsStoredShownAndClicked(@TempDir Path folder) {
        try (var server = Quiet.server(folder)) {
            assertThat(server.get("/v1/stats").json().at("/shown/clickRate").isNull()).isTrue();
            for (String item : List.of("a", "b", "c", "d")) {
                server.put("/v1/items/" + item, "{\"hidden\":%s}".formatted(item.equals("d")));
            }
            for (int k = 0; k < 5; k++) {
                String body =
                        "{\"recommendationId\":\"r%d\",\"user\":\"u\",\"items\":[{\"item\":\"a\"},{\"item\":\"b\",\"position\":5}]}";
                assertThat(server.post("/v1/impressions", body.formatted(k)).status())
                        .isEqualTo(202);
            }
            server.store().project("default").exposures().flush();
            event(server, "\"item\":\"a\",\"type\":\"click\",\"recommendationId\":\"r0\"");
            event(server, "\"item\":\"a\",\"type\":\"click\",\"recommendationId\":\"r0\"");
            event(server, "\"item\":\"a\",\"type\":\"buy\",\"recommendationId\":\"r0\"");
            event(server, "\"item\":\"b\",\"type\":\"click\"");
            JsonNode stats = server.get("/v1/stats").json();
            assertThat(stats.at("/events/total").asInt()).isEqualTo(4);
            assertThat(stats.at("/events/types").toString()).isEqualTo("{\"buy\":1,\"click\":3}");
            assertThat(stats.at("/items/hidden").asInt()).isEqualTo(1);
            assertThat(stats.at("/users/withEvents").asInt()).isEqualTo(1);
            JsonNode shown = stats.get("shown");
            assertThat(shown.get("lists").asInt()).isEqualTo(5);
            assertThat(shown.get("impressions").asInt()).isEqualTo(10);
            assertThat(shown.get("clicks").asInt()).isEqualTo(1);
            // 1 of 10, Wilson: 0.0179 to 0.4042
            assertThat(shown.at("/clickRate/value").asDouble()).isEqualTo(0.1);
            assertThat(shown.at("/clickRate/low").asDouble()).isCloseTo(0.01788, within(1e-4));
            assertThat(shown.at("/clickRate/high").asDouble()).isCloseTo(0.40415, within(1e-4));
            assertThat(shown.at("/conversions").findValuesAsText("type"))
                    .containsExactly("buy", "click");
            assertThat(shown.get("coverage").asDouble()).isEqualTo(0.5); // a, b of 4
            // 0 0 5 5: (-3*0 - 1*0 + 1*5 + 3*5) / (4 * 10) = 0.5
            assertThat(shown.get("gini").asDouble()).isEqualTo(0.5);
        }
    }

    @Test
    void impressionsAreChecked(@TempDir Path folder) {
        try (var server = Quiet.server(folder)) {
            assertThat(server.post("/v1/impressions", "{}").json().get("errors")).hasSize(3);
            String twice =
                    "{\"recommendationId\":\"r\",\"user\":\"u\",\"items\":[{\"item\":\"a\",\"position\":2},{\"item\":\"b\"}]}";
            assertThat(server.post("/v1/impressions", twice).status()).isEqualTo(422);
        }
    }

    @Test
    void showsEventsOverTime(@TempDir Path folder) {
        try (var server = Quiet.server(folder)) {
            event(server, "\"item\":\"a\",\"type\":\"view\",\"time\":\"2026-01-01T00:10:00Z\"");
            event(server, "\"item\":\"a\",\"type\":\"view\",\"time\":\"2026-01-01T05:10:00Z\"");
            event(
                    server,
                    "\"item\":\"a\",\"type\":\"rate\",\"value\":4,\"time\":\"2026-01-02T23:59:59Z\"");
            String span = "?from=2026-01-01&to=2026-01-03";
            JsonNode all = server.get("/v1/timeseries/events" + span).json();
            assertThat(all.get("points").toString())
                    .isEqualTo(
                            "[{\"time\":\"2026-01-01T00:00:00Z\",\"count\":2,\"sum\":2.0},{\"time\":\"2026-01-02T00:00:00Z\",\"count\":1,\"sum\":4.0}]");
            assertThat(
                            server.get("/v1/timeseries/events.view" + span + "&step=hour")
                                    .json()
                                    .get("points"))
                    .hasSize(2);
            assertThat(server.get("/v1/timeseries/events.veiw").body()).contains("did you mean");
            assertThat(server.get("/v1/timeseries/nothing").status()).isEqualTo(404);
            assertThat(server.get("/v1/timeseries/events?from=soon").status()).isEqualTo(400);
            assertThat(server.get("/v1/timeseries/events?from=0&step=hour").status())
                    .isEqualTo(400);
            assertThat(server.get("/v1/timeseries/events?from=2026-01-02&to=2026-01-01").status())
                    .isEqualTo(400);
        }
    }

    @Test
    void saysThatNoEventMatchesThePositiveTypes(@TempDir Path folder) {
        var types =
                new PipelineSpec.Events(Map.of("vieew", new PipelineSpec.EventType(1, false)), 0);
        PipelineSpec d = PipelineSpec.defaults();
        var pipeline =
                new PipelineSpec(
                        types,
                        d.models(),
                        d.blend(),
                        d.rerank(),
                        d.serving(),
                        d.training(),
                        d.precompute(),
                        d.retention());
        try (var server = Quiet.server(folder, pipeline)) {
            assertThat(server.get("/v1/diagnosis").json().at("/findings/0/code").asText())
                    .isEqualTo("no-events");
            event(server, "\"item\":\"a\",\"type\":\"view\"");
            event(server, "\"item\":\"a\",\"type\":\"buy\"");
            event(server, "\"item\":\"b\",\"type\":\"view\"");
            JsonNode findings = server.get("/v1/diagnosis").json().get("findings");
            assertThat(findings.get(0).get("finding").asText())
                    .isEqualTo(
                            "0 of 3 events match the positive types (vieew): yours are view (2), buy (1)");
            assertThat(findings.get(0).get("severity").asText()).isEqualTo("problem");
            assertThat(findings.findValuesAsText("code"))
                    .contains("types", "unused-type", "no-model", "no-items");
            assertThat(findings.toString()).contains("did you mean \\\"view\\\"");
        }
    }

    @Test
    void findsItemsThatNobodyCanBeShown(@TempDir Path folder) {
        try (var server = Quiet.server(folder)) {
            event(server, "\"item\":\"SKU-1\",\"type\":\"view\"");
            server.put("/v1/items/1", "{\"hidden\":true}");
            JsonNode findings = server.get("/v1/diagnosis").json().get("findings");
            assertThat(findings.findValuesAsText("code"))
                    .contains("unknown-items", "unavailable-items", "one-sided");
        }
    }
}
