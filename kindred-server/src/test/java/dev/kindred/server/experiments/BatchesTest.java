package dev.kindred.server.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.store.Exposure;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists for many users, and lists in advance: each of the user's variant. */
class BatchesTest {
    private static final List<String> USERS =
            IntStream.range(0, 30).mapToObj(user -> "old" + user).toList();

    private Lab lab;

    @BeforeEach
    void start(@TempDir Path folder) {
        lab = new Lab(folder).filled();
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    private void experiment(String more) {
        lab.start(
                "{\"id\":\"x\",\"variants\":[\"A\",{\"name\":\"B\",\"pipeline\":%s}]%s}"
                        .formatted(Lab.VARIED, more));
    }

    private static List<String> items(JsonNode list) {
        return list.get("items").findValuesAsText("item");
    }

    @Test
    void everyUserOfABatchGetsTheListOfTheirVariantAndCounts() {
        experiment("");
        List<JsonNode> unseen = lab.lists(USERS, ",\"record\":\"none\"");
        assertThat(Lab.units(lab.results("x"))).containsEntry("A", 0L).containsEntry("B", 0L);
        List<JsonNode> batch = lab.lists(USERS, "");
        int inB = 0;
        for (int k = 0; k < USERS.size(); k++) {
            String user = USERS.get(k);
            JsonNode list = batch.get(k);
            String variant = lab.assignment("x", user).get("variant").asText();
            inB += variant.equals("B") ? 1 : 0;
            assertThat(list.get("user").asText()).isEqualTo(user);
            assertThat(Lab.variant(list)).isEqualTo(variant);
            assertThat(list.get("pipeline").asText())
                    .isEqualTo(variant.equals("B") ? "p1+x/B" : "p1");
            assertThat(items(list))
                    .isEqualTo(items(unseen.get(k)))
                    .isEqualTo(items(lab.list(user)));
        }
        JsonNode results = lab.results("x");
        assertThat(inB).isBetween(1, 29);
        assertThat(Lab.units(results)).containsEntry("A", 30L - inB).containsEntry("B", (long) inB);
        assertThat(results.at("/exposures/B").asInt()).as("once each way").isEqualTo(2 * inB);
        lab.project().exposures().flush();
        String id = batch.get(0).get("recommendationId").asText();
        assertThat(lab.project().exposures().of(id))
                .singleElement()
                .satisfies(shown -> assertThat(shown.propensities()).containsOnly(0.5));
        // a click on a list of the batch counts by its id
        lab.event(USERS.get(0), batch.get(0), "click", true);
        double clicked =
                Lab.metric(lab.results("x"), "conversion").at("/arms/0/mean").asDouble()
                        + Lab.metric(lab.results("x"), "conversion").at("/arms/1/mean").asDouble();
        assertThat(clicked).isPositive();
    }

    @Test
    void aDistinctBatchFollowsTheVariantsToo() {
        experiment("");
        List<String> three = USERS.subList(0, 3);
        List<JsonNode> batch = lab.lists(three, ",\"distinct\":true");
        for (int k = 0; k < 3; k++) {
            assertThat(Lab.variant(batch.get(k)))
                    .isEqualTo(lab.assignment("x", three.get(k)).get("variant").asText());
        }
        assertThat(batch.stream().flatMap(list -> items(list).stream())).doesNotHaveDuplicates();
    }

    @Test
    void listsInAdvanceAreThoseOfTheVariantAndNeverCross() {
        experiment("");
        String job =
                Lab.ok(
                                lab.server()
                                        .post(
                                                "/v1/jobs",
                                                "{\"kind\":\"precompute\",\"spec\":{\"length\":4,\"activeDays\":36500}}"),
                                202)
                        .get("id")
                        .asText();
        lab.await(job);
        assertThat(Lab.units(lab.results("x")).values()).as("nobody saw them").containsOnly(0L);
        long misses = lab.server().cache().stats().misses();
        for (int k = 1; k < 20; k++) { // old0 has all items already
            JsonNode list = lab.list("old" + k);
            boolean isB = Lab.variant(list).equals("B");
            assertThat(list.get("pipeline").asText()).isEqualTo(isB ? "p1+x/B" : "p1");
        }
        assertThat(lab.server().cache().stats().misses()).isEqualTo(misses);
        // the current pipeline answers everybody again, and not from lists of B
        Lab.ok(lab.server().post("/v1/experiments/x:stop", ""), 200);
        for (int k = 0; k < 20; k++) {
            assertThat(lab.list("old" + k).get("pipeline").asText()).isEqualTo("p1");
        }
    }

    @Test
    void interleavedListsOfABatchAreLoggedByTheirPicks() {
        experiment(",\"design\":\"interleaving\"");
        List<JsonNode> batch = lab.lists(USERS.subList(10, 14), "");
        lab.project().exposures().flush();
        for (JsonNode list : batch) {
            assertThat(Lab.variant(list)).isEqualTo("A+B");
            List<Exposure> picks =
                    lab.project().exposures().of(list.get("recommendationId").asText());
            assertThat(picks).extracting("experiment").containsExactly("x/A", "x/B");
        }
    }
}
