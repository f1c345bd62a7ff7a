package dev.kindred.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.server.testkit.OldData;
import dev.kindred.server.testkit.TestServer;
import java.nio.file.Path;
import java.util.HashSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What earlier versions wrote is opened, brought up to date and served. */
class UpgradeTest {
    @ParameterizedTest
    @ValueSource(strings = "0.1.zip")
    void dataOfEarlierVersionsAreServed(String name, @TempDir Path folder) throws Exception {
        OldData.unpack(name, folder);
        try (var server = new TestServer(folder)) {
            var ids = new HashSet<String>();
            JsonNode events = server.get("/v1/events?limit=1000").json().get("items");
            events.forEach(event -> ids.add(event.get("id").asText()));
            assertThat(ids).hasSize(OldData.EVENTS).contains("e0", "e299");
            assertThat(events).hasSize(OldData.EVENTS);

            JsonNode list = server.get("/v1/recommendations/u1?limit=3").json();
            assertThat(list.get("degraded").asBoolean()).as(list.toString()).isFalse();
            assertThat(list.get("model").asLong()).isEqualTo(1);
            assertThat(list.get("items")).hasSize(3);

            assertThat(server.get("/v1/items/i0").body()).contains("The first");
            assertThat(server.get("/v1/users/u0").body()).contains("country");
            String event = "{\"events\":[{\"user\":\"u1\",\"item\":\"i0\",\"type\":\"view\"}]}";
            assertThat(server.post("/v1/events", event).status()).isEqualTo(200);
        }
    }
}
