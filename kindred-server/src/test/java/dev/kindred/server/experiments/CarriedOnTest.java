package dev.kindred.server.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.server.training.Upkeep;
import dev.kindred.store.Exposure;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What experiments know outlives restarts, merged users and old logs. */
class CarriedOnTest {
    private static final long DAY = 24 * 3_600_000L;

    @TempDir Path folder;
    private Lab lab;

    @BeforeEach
    void start() {
        lab = new Lab(folder).filled();
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void anAccountGoesOnWithTheVariantOfItsGuest() {
        lab.start(
                "{\"id\":\"x\",\"variants\":[\"A\",\"B\"],\"sticky\":true,\"metrics\":[\"conversion\"]}");
        String guest = "guest";
        String variant = Lab.variant(lab.list(guest));
        String account = // whose own bucket is another variant's
                IntStream.range(0, 100)
                        .mapToObj(k -> "account" + k)
                        .filter(
                                id ->
                                        !lab.assignment("x", id)
                                                .get("variant")
                                                .asText()
                                                .equals(variant))
                        .findFirst()
                        .orElseThrow();
        Lab.ok(lab.server().post("/v1/users/" + account + ":merge", "{\"from\":\"guest\"}"), 200);
        JsonNode list = lab.list(account);
        assertThat(Lab.variant(list)).isEqualTo(variant);
        assertThat(lab.assignment("x", account).get("variant").asText()).isEqualTo(variant);
        lab.event(account, list, "click", false);
        JsonNode results = lab.results("x");
        assertThat(results.get("crossovers").asInt()).isZero();
        assertThat(Lab.units(results)).containsEntry(variant, 1L).containsValue(0L);
        int arm = variant.equals("A") ? 0 : 1;
        assertThat(Lab.metric(results, "conversion").at("/arms/" + arm + "/mean").asDouble())
                .isEqualTo(1);
    }

    @Test
    void oldExposuresGoBySchedulesAndResultsStay() {
        lab.start("{\"id\":\"x\",\"variants\":[\"A\",\"B\"]}");
        lab.list("u");
        long now = System.currentTimeMillis();
        lab.project()
                .exposures()
                .offer(Exposure.of("r_old", "u", now - 40 * DAY, "p1", 1, List.of("i1")));
        JsonNode before = lab.results("x");
        var workspace = lab.server().server().tenants().get("default").workspace();
        assertThat(new Upkeep(workspace, 30).tick()).isTrue();
        assertThat(lab.project().exposures().of("r_old")).as("kept for ever").hasSize(1);
        JsonNode pipeline = Lab.ok(lab.server().get("/v1/pipeline"), 200).get("pipeline");
        ((com.fasterxml.jackson.databind.node.ObjectNode) pipeline.get("retention"))
                .put("eventDays", 30);
        Lab.ok(lab.server().put("/v1/pipeline", pipeline.toString()), 200);
        assertThat(new Upkeep(workspace, 30).tick()).isTrue();
        assertThat(lab.project().exposures().of("r_old")).isEmpty();
        JsonNode after = lab.results("x");
        assertThat(after.get("variants")).isEqualTo(before.get("variants"));
        assertThat(after.get("exposures")).isEqualTo(before.get("exposures"));
        assertThat(after.get("metrics")).isEqualTo(before.get("metrics"));
    }

    @Test
    void whatAnExperimentLearntSurvivesARestart() {
        lab.start(
                "{\"id\":\"x\",\"variants\":[\"A\",\"B\"],\"metrics\":[\"conversion\"],\"automatic\":[],\"allocation\":{\"method\":\"thompson\",\"metric\":\"conversion\"}}");
        for (int k = 0; k < 260; k++) {
            JsonNode list = lab.list("u" + k);
            if (k % 10 < (Lab.variant(list).equals("B") ? 5 : 3)) {
                lab.event("u" + k, list, "click", true);
            }
        }
        JsonNode before = lab.results("x");
        Stored stored = lab.experiments().book().get("x");
        List<Double> next = weights(stored);
        assertThat(next.get(1)).isBetween(0.5, 1.0);
        lab.close();
        lab = new Lab(folder);
        assertThat(lab.results("x").get("metrics")).isEqualTo(before.get("metrics"));
        stored = lab.experiments().book().get("x");
        assertThat(weights(stored)).as("the same posterior").isEqualTo(next);
        lab.experiments()
                .allocate(stored, Objects.requireNonNull(stored.definition().allocation()));
        lab.close();
        lab = new Lab(folder);
        assertThat(lab.experiment("x").at("/variants/1/weight").asDouble()).isEqualTo(next.get(1));
    }

    private List<Double> weights(Stored stored) {
        return Bandit.weights(
                lab.experiments().looks().summary(stored),
                Objects.requireNonNull(stored.definition().allocation()),
                1);
    }
}
