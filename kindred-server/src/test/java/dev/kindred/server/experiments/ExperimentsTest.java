package dev.kindred.server.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.server.testkit.TestServer.Answer;
import dev.kindred.store.Event;
import dev.kindred.store.Outcomes;
import dev.kindred.store.UserRecord;
import dev.kindred.store.WriteMode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Experiments over the API: made, run, changed, read. */
class ExperimentsTest {
    private static final String TWO = "\"variants\":[{\"name\":\"A\"},{\"name\":\"B\"}]";

    @TempDir Path folder;
    private Lab lab;

    @BeforeEach
    void start() {
        lab = new Lab(folder);
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    private Answer post(String path, String body) {
        return lab.server().post("/v1/experiments" + path, body);
    }

    private static List<String> details(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        return answer.json().get("errors").findValuesAsText("detail");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"variants\":[{\"name\":\"A\"}]|at least 2 variants",
                "\"variants\":[{\"name\":\"A\",\"weight\":0.5},{\"name\":\"B\",\"weight\":0.4}]|must sum to 1, but sum to 0.9",
                "\"variants\":[{\"name\":\"A\"},{\"name\":\"A\"}]|two variants \"A\"",
                "\"variants\":[{\"name\":\"A\"},{\"name\":\"B\",\"pipeline\":{\"models\":[{\"algorithm\":\"item-kn\"}]}}]|item-knn",
                "\"variants\":[{\"name\":\"A\"},{\"name\":\"B\",\"pipeline\":\"p77\"}]|there is no pipeline \"p77\"",
                "\"variants\":[{\"name\":\"A\"},{\"name\":\"B\",\"pipeline\":{\"retention\":{}}}]|concerns the whole project",
                "\"variants\":[{\"name\":\"A\"},{\"name\":\"B\"}],\"metrics\":[\"clickrate\"]|click-rate",
                "\"variants\":[{\"name\":\"A\"},{\"name\":\"B\"}],\"metrics\":[\"value\",\"value\"]|two metrics",
                "\"variants\":[{\"name\":\"A\"},{\"name\":\"B\"}],\"targeting\":\"user.age >\"|targeting",
                "\"variants\":[{\"name\":\"A\"},{\"name\":\"B\"}],\"forced\":{\"me\":\"C\"}|unknown variant \"C\"",
                "\"variants\":[{\"name\":\"A\"},{\"name\":\"B\"}],\"coverag\":1|coverage",
                "\"variants\":[{\"name\":\"A\"},{\"name\":\"B\"}],\"allocation\":{\"method\":\"thompson\",\"metric\":\"x\"}|metric must be one of",
                "\"variants\":[{\"name\":\"A\"},{\"name\":\"B\"}],\"analysis\":{\"alpha\":0.7}|alpha",
            })
    void whatIsWrongIsToldWithItsPlace(String definition, String told) {
        assertThat(details(post("", "{\"id\":\"x\"," + definition + "}")))
                .anySatisfy(one -> assertThat(one).contains(told));
    }

    @Test
    void idsAreShortWordsAndMayNotBeTakenTwice() {
        assertThat(details(post("", "{\"id\":\"a/b\"," + TWO + "}"))).hasSize(1);
        Lab.ok(post("", "{\"id\":\"x\"," + TWO + "}"), 201);
        Lab.ok(post("", "{\"id\":\"x\"," + TWO + "}"), 409);
        assertThat(post("/y:start", "").status()).isEqualTo(404);
    }

    @Test
    void onlyWhatMayFollowFollows() {
        Lab.ok(post("", "{\"id\":\"x\"," + TWO + "}"), 201);
        Lab.ok(post("/x:pause", ""), 409);
        Lab.ok(post("/x:ramp", "{\"coverage\":0.5}"), 409);
        Answer changed =
                lab.server()
                        .put(
                                "/v1/experiments/x",
                                "{" + TWO + ",\"coverage\":0.1,\"hash\":\"sha256\"}");
        assertThat(Lab.ok(changed, 200).get("coverage").asDouble()).isEqualTo(0.1);
        Lab.ok(post("/x:start", ""), 200);
        assertThat(lab.server().put("/v1/experiments/x", "{" + TWO + "}").body())
                .contains("running and cannot be changed: only one that is draft can");
        Lab.ok(post("/x:start", ""), 409);
        Lab.ok(lab.server().delete("/v1/experiments/x"), 409);
        Lab.ok(post("/x:ramp", "{\"coverage\":2}"), 422);
        assertThat(Lab.ok(post("/x:ramp", "{\"coverage\":1}"), 200).get("coverage").asDouble())
                .isEqualTo(1);
        assertThat(Lab.ok(post("/x:pause", "{\"reason\":\"a fault\"}"), 200).get("reason").asText())
                .isEqualTo("a fault");
        assertThat(Lab.ok(post("/x:resume", ""), 200).get("status").asText()).isEqualTo("running");
        assertThat(details(post("/x:decide", "{\"variant\":\"C\"}")).get(0))
                .contains("there are [A, B]");
        Lab.ok(post("/x:stop", ""), 200);
        Lab.ok(post("/x:resume", ""), 409);
        assertThat(lab.server().delete("/v1/experiments/x").status()).isEqualTo(204);
        assertThat(Lab.ok(lab.server().get("/v1/experiments"), 200).get("items")).isEmpty();
        assertThat(lab.server().store().audit().list(Long.MAX_VALUE, 20))
                .extracting("action")
                .containsExactly(
                        "experiment.delete",
                        "experiment.stop",
                        "experiment.resume",
                        "experiment.pause",
                        "experiment.ramp",
                        "experiment.start",
                        "experiment.change",
                        "experiment.create");
    }

    @Test
    void slicesOfANamespaceMustNotOverlap() {
        String slice = ",\"namespace\":{\"name\":\"home\",\"from\":%s,\"to\":%s}}";
        Lab.ok(post("", "{\"id\":\"x\"," + TWO + slice.formatted(0, 0.6)), 201);
        assertThat(details(post("", "{\"id\":\"y\"," + TWO + slice.formatted(0.5, 1))))
                .anySatisfy(one -> assertThat(one).contains("overlap in namespace \"home\""));
        Lab.ok(post("", "{\"id\":\"y\"," + TWO + slice.formatted(0.6, 1)), 201);
    }

    @Test
    void usersKeepTheirVariantThroughRampAndRestartOfTheServer() {
        lab.filled().start("{\"id\":\"x\"," + TWO + ",\"coverage\":0.3}");
        Map<String, String> before = new HashMap<>();
        for (int k = 0; k < 60; k++) {
            before.put("u" + k, Lab.variant(lab.list("u" + k)));
        }
        assertThat(before).containsValues("A", "B", "");
        Lab.ok(post("/x:ramp", "{\"coverage\":0.8}"), 200);
        lab.close();
        lab = new Lab(folder);
        int joined = 0;
        for (String user : before.keySet()) {
            String now = Lab.variant(lab.list(user));
            if (before.get(user).isEmpty()) {
                joined += now.isEmpty() ? 0 : 1;
            } else {
                assertThat(now).isEqualTo(before.get(user));
            }
        }
        assertThat(joined).isPositive();
        // exp-1.user-1 of the documentation: printf %s 'x.u1' | sha256sum
        assertThat(lab.assignment("x", "u1").get("bucket").asDouble())
                .isEqualTo(dev.kindred.experiment.HashMethod.SHA256.bucket("x", "u1"));
        assertThat(lab.results("x").get("crossovers").asInt()).isZero();
    }

    @Test
    void onlyUsersWhoGetAListOfItCount() {
        lab.filled();
        lab.project().users().put(List.of(new UserRecord("swiss", "{\"country\":\"CH\"}")));
        lab.start(
                "{\"id\":\"x\","
                        + TWO
                        + ",\"targeting\":\"user.country == 'CH'\",\"forced\":{\"me\":\"B\"}}");
        assertThat(Lab.variant(lab.list("swiss"))).isNotEmpty();
        assertThat(Lab.variant(lab.list("other"))).isEmpty();
        assertThat(Lab.variant(lab.list("me"))).as("forced, and not counted").isEqualTo("B");
        lab.assignment("x", "asked-only");
        JsonNode results = lab.results("x");
        assertThat(Lab.units(results).values().stream().mapToLong(n -> n).sum()).isEqualTo(1);
        String id = lab.list("swiss").get("recommendationId").asText();
        lab.project().exposures().flush();
        assertThat(lab.project().exposures().of(id))
                .singleElement()
                .satisfies(
                        shown -> {
                            assertThat(shown.experiment()).isEqualTo("x");
                            assertThat(shown.propensities()).containsOnly(0.5);
                            assertThat(shown.policy()).isEqualTo("p1");
                            assertThat(shown.model()).isPositive();
                        });
    }

    @Test
    void recordedMetricsCountForExposedUsersOnly() {
        lab.filled()
                .start(
                        "{\"id\":\"x\","
                                + TWO
                                + ",\"metrics\":[{\"name\":\"margin\",\"kind\":\"ratio\"},\"latency\"]}");
        String variant = Lab.variant(lab.list("u"));
        String values =
                "{\"values\":[{\"unit\":\"u\",\"name\":\"margin\",\"value\":3,\"denominator\":2},{\"unit\":\"u\",\"name\":\"margin\",\"value\":1,\"denominator\":2},{\"unit\":\"stranger\",\"name\":\"margin\",\"value\":9}]}";
        JsonNode done = Lab.ok(post("/x/metrics", values), 200);
        assertThat(done.get("accepted").asInt()).isEqualTo(2);
        assertThat(done.get("notExposed").asInt()).isEqualTo(1);
        int arm = variant.equals("A") ? 0 : 1;
        // (3 + 1) / (2 + 2)
        assertThat(Lab.metric(lab.results("x"), "margin").at("/arms/" + arm + "/mean").asDouble())
                .isEqualTo(1);
        String wrong =
                "{\"values\":[{\"unit\":\"u\",\"name\":\"margn\",\"value\":3},{\"unit\":\"u\",\"name\":\"latency\",\"value\":3},{\"unit\":\"u\",\"name\":\"margin\"}]}";
        assertThat(details(post("/x/metrics", wrong)))
                .hasSize(3)
                .anySatisfy(one -> assertThat(one).contains("\"margn\"").contains("margin"))
                .anySatisfy(one -> assertThat(one).contains("measured by the server"));
    }

    @Test
    void aVariantThatLearnsOtherwiseIsTrainedBeforeAnybodySeesIt() {
        lab.filled();
        JsonNode started =
                lab.start(
                        "{\"id\":\"x\",\"variants\":[{\"name\":\"A\"},{\"name\":\"B\",\"pipeline\":{\"models\":[{\"algorithm\":\"item-knn\"}]}}]}");
        if (!started.get("ready").asBoolean()) {
            assertThat(Lab.variant(lab.list("early"))).isEmpty();
        }
        JsonNode jobs = Lab.ok(lab.server().get("/v1/jobs?kind=train-variant"), 200).get("items");
        assertThat(jobs).hasSize(1);
        lab.await(jobs.get(0).get("id").asText());
        lab.experiments().follow();
        assertThat(lab.experiment("x").get("ready").asBoolean()).isTrue();
        for (int k = 0; k < 20; k++) {
            JsonNode list = lab.list("old" + k);
            String pipeline = list.get("pipeline").asText();
            assertThat(pipeline).isEqualTo(Lab.variant(list).equals("B") ? "p1+x/B" : "p1");
        }
        long active = lab.project().models().active().version();
        assertThat(lab.project().models().list()).hasSize(2);
        Lab.ok(post("/x:decide", "{\"variant\":\"B\",\"apply\":true}"), 200);
        assertThat(lab.project().models().active().version()).isGreaterThan(active);
        assertThat(lab.server().get("/v1/pipeline").body()).contains("item-knn");
    }

    @Test
    void erasingAPersonRemovesTheirExposuresAndOutcomes() {
        lab.filled()
                .start("{\"id\":\"x\"," + TWO + ",\"sticky\":true,\"metrics\":[\"conversion\"]}");
        JsonNode list = lab.list("person");
        lab.event("person", list, "click", true);
        lab.results("x");
        assertThat(lab.project().exposures().assigned("person")).containsKey("x");
        JsonNode erased = Lab.ok(lab.server().delete("/v1/users/person"), 200);
        assertThat(erased.at("/erased/impressions").asInt()).isEqualTo(1);
        assertThat(erased.at("/erased/outcomes").asInt()).isEqualTo(1);
        assertThat(lab.project().exposures().assigned("person")).isEmpty();
        assertThat(lab.project().exposures().of(list.get("recommendationId").asText())).isEmpty();
        assertThat(Lab.units(lab.results("x")).values()).contains(1L);
    }

    @Test
    void anExperimentThatLearnsGivesMoreTrafficToWhatEarnsMore() {
        lab.filled()
                .start(
                        "{\"id\":\"x\","
                                + TWO
                                + ",\"metrics\":[\"conversion\"],\"automatic\":[],\"allocation\":{\"method\":\"thompson\",\"metric\":\"conversion\"}}");
        for (int k = 0; k < 260; k++) {
            JsonNode list = lab.list("u" + k);
            if (k % 10 < (Lab.variant(list).equals("B") ? 6 : 1)) {
                lab.event("u" + k, list, "click", true);
            }
        }
        lab.results("x");
        Stored stored = lab.experiments().book().get("x");
        lab.experiments()
                .allocate(
                        stored, java.util.Objects.requireNonNull(stored.definition().allocation()));
        JsonNode now = lab.experiment("x");
        assertThat(now.at("/variants/1/weight").asDouble()).isGreaterThan(0.95);
        assertThat(now.get("runs")).hasSize(2);
        int inB = 0;
        for (int k = 0; k < 40; k++) {
            inB += Lab.variant(lab.list("w" + k)).equals("B") ? 1 : 0;
        }
        assertThat(inB).isGreaterThan(30);
        assertThat(lab.results("x").at("/sampleRatio/alarm").asBoolean()).isFalse();
        assertThat(lab.server().get("/v1/experiments/x/units?metric=nothing").status())
                .isEqualTo(400);
        String[] lines =
                lab.server().get("/v1/experiments/x/units?metric=conversion").body().split("\n");
        assertThat(lines).hasSize(1 + 260 + 40);
        assertThat(lines[0]).isEqualTo("unit,run,action,propensity,reward,denominator");
        assertThat(lines[1]).startsWith("u0,1,").contains(",0.5,");
        double[] weights =
                stored("x").state().run().weights().stream().mapToDouble(w -> w).toArray();
        assertThat(lines[261])
                .startsWith("w0,2,")
                .containsAnyOf("," + weights[0] + ",", "," + weights[1] + ",");
    }

    private Stored stored(String id) {
        return lab.experiments().book().get(id);
    }

    @Test
    void whatUsersDidBeforeExplainsSomeOfWhatTheyDoNow() {
        lab.filled();
        long now = System.currentTimeMillis();
        long day = 24 * 3_600_000L;
        lab.project()
                .events()
                .append(
                        List.of(
                                Event.of("u", "i1", "buy", 3, now - 2 * day),
                                Event.of("u", "i2", "buy", 4, now - 13 * day),
                                Event.of("u", "i3", "buy", 50, now - 15 * day),
                                Event.of("u", "i4", "look", 70, now - day)),
                        WriteMode.ADD);
        lab.start(
                "{\"id\":\"x\","
                        + TWO
                        + ",\"metrics\":[{\"name\":\"value\",\"events\":[\"buy\"],\"covariate\":true}]}");
        JsonNode list = lab.list("u");
        lab.list("u");
        lab.event("u", list, "buy", true);
        lab.event("u", list, "look", true);
        lab.results("x");
        // before, within 14 days, of the type: 3 + 4, once; now: one of value 1
        assertThat(lab.project().outcomes().sums("x", "value"))
                .isEqualTo(Map.of(Lab.variant(list), new Outcomes.Sums(1, 1, 1, 7, 49, 7)));
    }

    @Test
    void aNewRunMayLeaveOutWhoSawTheOneBefore() {
        lab.filled().start("{\"id\":\"x\"," + TWO + "}");
        lab.list("old");
        lab.results("x");
        Lab.ok(post("/x:restart", "{\"excludeEarlier\":true}"), 200);
        assertThat(Lab.variant(lab.list("old"))).isEmpty();
        assertThat(lab.assignment("x", "old").get("reason").asText())
                .isEqualTo("was in an earlier version");
        String variant = Lab.variant(lab.list("new"));
        assertThat(variant).isEqualTo(lab.assignment("x", "new").get("variant").asText());
        assertThat(Lab.units(lab.results("x")).values().stream().mapToLong(n -> n).sum())
                .isEqualTo(1);
    }

    @Test
    void aBetterVariantIsShippedWhereThatWasAllowed() {
        lab.filled()
                .start(
                        "{\"id\":\"x\",\"variants\":[{\"name\":\"A\"},{\"name\":\"B\",\"pipeline\":"
                                + Lab.VARIED
                                + "}],\"metrics\":[{\"name\":\"joy\",\"kind\":\"mean\"}],\"automatic\":[\"ship\"],\"analysis\":{\"minimumDays\":0,\"minimumUnits\":40}}");
        var values = new StringBuilder();
        for (int k = 0; k < 120; k++) {
            int joy = (Lab.variant(lab.list("u" + k)).equals("B") ? 10 : 5) + k % 3;
            values.append(k == 0 ? "" : ",")
                    .append("{\"unit\":\"u%d\",\"name\":\"joy\",\"value\":%d}".formatted(k, joy));
        }
        Lab.ok(post("/x/metrics", "{\"values\":[" + values + "]}"), 200);
        lab.experiments().act();
        JsonNode shipped = lab.experiment("x");
        assertThat(shipped.get("status").asText()).isEqualTo("stopped");
        assertThat(shipped.at("/decision/variant").asText()).isEqualTo("B");
        assertThat(shipped.at("/decision/author").asText()).isEqualTo("kindred");
        assertThat(lab.server().get("/v1/pipeline").body()).contains("cap:1:categories");
    }
}
