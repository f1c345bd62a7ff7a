package dev.kindred.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.server.testkit.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** An experiment with users who were shown lists and clicked. */
final class Trial {
    static final String ID = "diverse-home";

    private static final int USERS = 200;
    private static final double CLICKS = .1;
    private static final double MORE_CLICKS = .16;

    private Trial() {}

    /** Makes it, starts it, and lets the first users of the demo in. */
    static void run(TestServer server) {
        String body =
                """
                {"id": "diverse-home", "description": "More variety on the first page",
                 "variants": [{"name": "A"}, {"name": "B", "pipeline": {"rerank": ["mmr:0.5"]}}],
                 "metrics": ["click-rate", {"name": "likes", "source": "conversion", "events": ["like"]}, "diversity", "latency"],
                 "analysis": {"minimumUnits": 20}}
                """;
        assertThat(server.post("/v1/experiments", body).status()).isEqualTo(201);
        assertThat(server.post("/v1/experiments/" + ID + ":start", "").status()).isEqualTo(200);
        var random = new Random(1);
        for (int user = 1; user <= USERS; user++) {
            show(server, user, random);
        }
    }

    private static void show(TestServer server, int user, Random random) {
        String asked = "{\"user\":\"%d\",\"limit\":10}".formatted(user);
        JsonNode list = server.post("/v1/recommendations", asked).json();
        String variant = list.path("experiment").path("variant").asText();
        List<String> events = new ArrayList<>();
        for (JsonNode item : list.get("items")) {
            if (random.nextDouble() < (variant.equals("B") ? MORE_CLICKS : CLICKS)) {
                events.add(
                        "{\"user\":\"%d\",\"item\":\"%s\",\"type\":\"%s\",\"recommendationId\":\"%s\"}"
                                .formatted(
                                        user,
                                        item.get("item").asText(),
                                        random.nextInt(3) == 0 ? "like" : "watch",
                                        list.get("recommendationId").asText()));
            }
        }
        if (!events.isEmpty()) {
            String sent = "{\"events\":[" + String.join(",", events) + "]}";
            assertThat(server.post("/v1/events", sent).status()).isEqualTo(200);
        }
    }
}
