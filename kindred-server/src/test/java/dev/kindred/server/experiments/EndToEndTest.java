package dev.kindred.server.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Populations with a known preference, behind the API. */
class EndToEndTest {
    private static final String AT_ONCE = "\"analysis\":{\"minimumDays\":0,\"minimumUnits\":100}";

    private Lab lab;

    @BeforeEach
    void start(@TempDir Path folder) {
        lab = new Lab(folder).filled();
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    private static boolean isVaried(JsonNode list) {
        var groups = new java.util.HashSet<Integer>();
        list.get("items")
                .forEach(
                        one ->
                                groups.add(
                                        Integer.parseInt(one.get("item").asText().substring(1))
                                                / 4));
        return groups.size() == 4;
    }

    /** Users click on 1 of 5 lists, and on 3 of 5 where these are varied. */
    @Test
    void theArmThatUsersPreferIsFoundAndShipped() {
        lab.start(
                """
                {"id":"taste","variants":[{"name":"A"},{"name":"B","pipeline":%s}],
                 "metrics":["click-rate","conversion","diversity","latency"],%s}
                """
                        .formatted(Lab.VARIED, AT_ONCE));
        var random = new Random(7);
        int clicks = 0;
        int inB = 0;
        for (int k = 0; k < 400; k++) {
            String user = "u" + k;
            JsonNode list = lab.list(user);
            String variant = Lab.variant(list);
            assertThat(isVaried(list)).as(list.toString()).isEqualTo(variant.equals("B"));
            inB += variant.equals("B") ? 1 : 0;
            if (random.nextDouble() < (isVaried(list) ? 0.6 : 0.2)) {
                lab.event(user, list, "click", k % 2 == 0);
                clicks += variant.equals("B") ? 1 : 0;
            }
        }
        JsonNode results = lab.results("taste");
        assertThat(Lab.units(results))
                .containsEntry("A", 400L - inB)
                .containsEntry("B", (long) inB);
        assertThat(results.at("/exposures/B").asInt()).isEqualTo(inB);
        assertThat(results.at("/sampleRatio/alarm").asBoolean()).isFalse();
        JsonNode conversion = Lab.metric(results, "conversion");
        assertThat(conversion.at("/arms/1/mean").asDouble())
                .isCloseTo((double) clicks / inB, within(1e-9));
        assertThat(conversion.at("/contrasts/0/verdict").asText()).isEqualTo("better");
        // 4 items in each list: clicks of the arm by items shown in it
        assertThat(Lab.metric(results, "click-rate").at("/arms/1/mean").asDouble())
                .isCloseTo(clicks / (4.0 * inB), within(1e-9));
        // items of one category each: all of one kind are alike, of 4 kinds unlike
        assertThat(Lab.metric(results, "diversity").at("/arms/0/mean").asDouble()).isZero();
        assertThat(Lab.metric(results, "diversity").at("/arms/1/mean").asDouble()).isEqualTo(1);
        assertThat(Lab.metric(results, "latency").at("/arms/0/mean").asDouble()).isPositive();
        assertThat(results.at("/advice/action").asText()).isEqualTo("ship");

        JsonNode decided =
                Lab.ok(
                        lab.server()
                                .post(
                                        "/v1/experiments/taste:decide",
                                        "{\"variant\":\"B\",\"apply\":true,\"reason\":\"users like it\"}"),
                        200);
        assertThat(decided.get("status").asText()).isEqualTo("stopped");
        assertThat(decided.at("/decision/words").asText()).isEqualTo("users like it");
        JsonNode after = lab.list("u-new");
        assertThat(isVaried(after)).isTrue();
        assertThat(after.has("experiment")).isFalse();
        lab.event("u0", after, "click", false);
        assertThat(Lab.metric(lab.results("taste"), "conversion"))
                .as("what comes after the end does not count")
                .isEqualTo(conversion);
    }

    @Test
    void aHundredThousandClicksOfOneUserChangeNoResult() {
        lab.start(
                "{\"id\":\"fraud\",\"variants\":[{\"name\":\"A\"},{\"name\":\"B\"}],\"metrics\":[\"click-rate\"]}");
        String cheat = "";
        for (int k = 0; k < 400; k++) {
            JsonNode list = lab.list("u" + k);
            if (k % 2 == 0) {
                lab.event("u" + k, list, "click", true);
            } else if (Lab.variant(list).equals("B")) {
                cheat = "u" + k; // in B, without any click
            }
        }
        JsonNode before = lab.results("fraud");
        assertThat(before.get("overactive")).isEmpty();
        lab.clicks(cheat, 100_000);
        JsonNode after = lab.results("fraud");
        assertThat(after.at("/overactive/click-rate/B").asInt()).isEqualTo(1);
        double clean = Lab.metric(before, "click-rate").at("/arms/1/mean").asDouble();
        double rate = Lab.metric(after, "click-rate").at("/arms/1/mean").asDouble();
        // the user's 4 of 4 among about 800 items shown in B
        double shown = 4.0 * Lab.units(after).get("B");
        assertThat(rate).isCloseTo(clean + 4 / shown, within(1e-9)).isLessThan(clean + 0.01);
        assertThat(after.at("/advice/action").asText()).isNotEqualTo("ship");
    }

    @Test
    void anArmThatLosesExposuresRaisesTheAlarmAndIsPaused() {
        lab.start("{\"id\":\"leak\",\"variants\":[{\"name\":\"A\"},{\"name\":\"B\"}]}");
        for (int k = 0; k < 1000; k++) {
            String user = "u" + k;
            boolean isLost = k % 5 < 4 && arm("leak", user).equals("B");
            if (!isLost) {
                lab.list(user);
            }
        }
        assertThat(lab.results("leak").at("/sampleRatio/alarm").asBoolean()).isTrue();
        lab.experiments().act();
        JsonNode paused = lab.experiment("leak");
        assertThat(paused.get("status").asText()).isEqualTo("paused");
        assertThat(paused.get("reason").asText()).contains("do not fit the planned shares");
        assertThat(Lab.variant(lab.list("later"))).isEmpty();
        assertThat(lab.server().store().audit().list(Long.MAX_VALUE, 20))
                .anySatisfy(
                        entry -> {
                            assertThat(entry.action()).isEqualTo("experiment.pause");
                            assertThat(entry.actor()).isEqualTo("kindred");
                            assertThat(entry.details()).contains("sequential p");
                        });
    }

    private String arm(String id, String user) {
        Stored stored = lab.experiments().book().get(id);
        return String.valueOf(lab.experiments().assignment(stored, user).variant());
    }

    @Test
    void anArmThatHarmsAGuardrailIsStopped() {
        lab.start(
                """
                {"id":"harm","variants":[{"name":"A"},{"name":"B"}],
                 "metrics":["conversion",
                   {"name":"complaints","kind":"mean","role":"guardrail","lowerIsBetter":true}],%s}
                """
                        .formatted(AT_ONCE));
        var random = new Random(3);
        var values = new StringBuilder();
        for (int k = 0; k < 300; k++) {
            String variant = Lab.variant(lab.list("u" + k));
            if (random.nextDouble() < (variant.equals("B") ? 0.5 : 0.1)) {
                values.append(
                        "%s{\"unit\":\"u%d\",\"name\":\"complaints\",\"value\":1}"
                                .formatted(values.isEmpty() ? "" : ",", k));
            }
        }
        Lab.ok(
                lab.server().post("/v1/experiments/harm/metrics", "{\"values\":[" + values + "]}"),
                200);
        lab.experiments().act();
        JsonNode stopped = lab.experiment("harm");
        assertThat(stopped.get("status").asText()).isEqualTo("stopped");
        assertThat(stopped.get("reason").asText()).contains("harms the guardrail complaints");
        assertThat(Lab.variant(lab.list("u1"))).isEmpty();
    }
}
