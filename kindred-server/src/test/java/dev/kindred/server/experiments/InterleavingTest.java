package dev.kindred.server.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.store.Exposure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists made of those of two pipelines, and votes for one of them. */
class InterleavingTest {
    private static final String DEFINITION =
            "{\"id\":\"x\",\"design\":\"interleaving\",\"variants\":[{\"name\":\"A\"},{\"name\":\"B\",\"pipeline\":"
                    + Lab.VARIED
                    + "}]%s}";

    @Test
    void clicksAreVotesForWhoPickedTheItem(@TempDir Path folder) {
        try (var lab = new Lab(folder).filled()) {
            assertThat(
                            lab.server()
                                    .post(
                                            "/v1/experiments",
                                            DEFINITION.formatted(
                                                    ",\"allocation\":{\"method\":\"thompson\",\"metric\":\"latency\"}"))
                                    .body())
                    .contains("interleaving is of 2 variants");
            lab.start(DEFINITION.formatted(""));
            int votesB = 0;
            for (int k = 0; k < 40; k++) {
                JsonNode list = lab.list("u" + k);
                assertThat(Lab.variant(list)).isEqualTo("A+B");
                assertThat(list.get("items")).hasSize(4);
                assertThat(list.get("pageToken").isNull()).isTrue();
                String id = list.get("recommendationId").asText();
                lab.project().exposures().flush();
                List<Exposure> picks = lab.project().exposures().of(id);
                assertThat(picks).extracting("experiment").containsExactly("x/A", "x/B");
                assertThat(picks).extracting("variant").containsExactly("A", "B");
                // two picks each, and all items at their places
                var places = new ArrayList<String>(List.of("", "", "", ""));
                for (Exposure one : picks) {
                    assertThat(one.items()).hasSize(2);
                    for (int at = 0; at < 2; at++) {
                        places.set(one.positions()[at] - 1, one.items().get(at));
                    }
                }
                assertThat(places).isEqualTo(list.get("items").findValuesAsText("item"));
                // users click on the first item that B picked; every fourth on one of A as well
                vote(lab, "u" + k, picks.get(1).items().get(0), k % 2 == 0 ? id : null);
                votesB++;
                if (k % 4 == 0) {
                    vote(lab, "u" + k, picks.get(0).items().get(0), id);
                    votesB--;
                }
            }
            vote(lab, "u1", "i23", null); // was not in the list
            JsonNode results = lab.results("x");
            assertThat(results.get("winsA").asInt()).isZero();
            assertThat(results.get("winsB").asInt()).isEqualTo(votesB).isEqualTo(30);
            assertThat(results.get("ties").asInt()).isEqualTo(10);
            // (0 + 10 / 2) / 40 - 1/2
            assertThat(results.get("delta").asDouble()).isEqualTo(-0.375);
            assertThat(results.at("/advice/action").asText()).isEqualTo("ship");
            assertThat(results.at("/advice/variant").asText()).isEqualTo("B");
            assertThat(lab.server().get("/v1/experiments/x/decision").body())
                    .contains("Users prefer B.");
            Lab.ok(lab.server().post("/v1/experiments/x:stop", ""), 200);
            lab.server().delete("/v1/experiments/x");
            assertThat(lab.project().outcomes().arms("x/A")).isEmpty();
        }
    }

    private static void vote(Lab lab, String user, String item, String id) {
        Lab.ok(
                lab.server()
                        .post(
                                "/v1/events",
                                "{\"events\":[{\"user\":\"%s\",\"item\":\"%s\",\"type\":\"click\"%s}]}"
                                        .formatted(
                                                user,
                                                item,
                                                id == null
                                                        ? ""
                                                        : ",\"recommendationId\":\"%s\""
                                                                .formatted(id))),
                200);
    }
}
