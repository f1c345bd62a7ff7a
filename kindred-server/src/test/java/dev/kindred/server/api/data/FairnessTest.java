package dev.kindred.server.api.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.server.testkit.TestServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shares of groups of items, over HTTP. */
class FairnessTest {
    private static final double SECOND_PLACE = 1 / (Math.log(3) / Math.log(2)); // 0.63093

    @TempDir Path folder;

    private static void item(TestServer server, String id, String kinds) {
        String body = "{\"title\":\"%s\",\"attributes\":{\"kind\":%s}}".formatted(id, kinds);
        assertThat(server.put("/v1/items/" + id, body).status()).isLessThan(300);
    }

    private static void events(TestServer server, String item, int count) {
        for (int k = 0; k < count; k++) {
            String body =
                    "{\"events\":[{\"user\":\"u%d\",\"item\":\"%s\",\"type\":\"view\"}]}"
                            .formatted(k, item);
            assertThat(server.post("/v1/events", body).status()).isEqualTo(200);
        }
    }

    private static void shown(TestServer server, String id, String time, String... items) {
        var places = List.of(items).stream().map("{\"item\":\"%s\"}"::formatted).toList();
        String body =
                "{\"recommendationId\":\"%s\",\"user\":\"u\",\"time\":\"%s\",\"items\":%s}"
                        .formatted(id, time, places);
        assertThat(server.post("/v1/impressions", body).status()).isEqualTo(202);
    }

    /** a, b: jazz; c: jazz and rock; d: none. Events: a 6, c 3. */
    private void fill(TestServer server) {
        item(server, "a", "\"jazz\"");
        item(server, "b", "\"jazz\"");
        item(server, "c", "[\"jazz\",\"rock\"]");
        item(server, "d", "[]");
        events(server, "a", 6);
        events(server, "c", 3);
    }

    private static JsonNode group(JsonNode answer, String name) {
        for (JsonNode one : answer.get("groups")) {
            if (one.get("name").asText().equals(name)) {
                return one;
            }
        }
        throw new AssertionError(name + " is not in " + answer);
    }

    @Test
    void sharesOfGroupsMatchThoseComputedByHand() {
        try (var server = Quiet.server(folder)) {
            fill(server);
            String now = java.time.Instant.now().minusSeconds(5).toString();
            shown(server, "r1", now, "a", "c");
            shown(server, "r2", now, "a", "c");
            shown(server, "r2", now, "a", "c"); // the same again counts once
            server.store().project("default").exposures().flush();
            JsonNode answer = server.get("/v1/fairness?by=kind&days=1").json();
            assertThat(answer.get("lists").asInt()).isEqualTo(2);
            assertThat(answer.get("impressions").asInt()).isEqualTo(4);
            JsonNode jazz = group(answer, "jazz");
            JsonNode rock = group(answer, "rock");
            // items: jazz 1 + 1 + 1/2 of 4, rock 1/2, none 1
            assertThat(jazz.get("items").asDouble()).isEqualTo(2.5);
            assertThat(jazz.get("catalogue").asDouble()).isEqualTo(0.625);
            assertThat(group(answer, "(none)").get("catalogue").asDouble()).isEqualTo(0.25);
            // events: jazz 6 + 1.5 of 9, rock 1.5
            assertThat(rock.get("events").asDouble()).isCloseTo(1.5 / 9, within(1e-12));
            // exposure: first places a = 1, second c = 0.63093, half of it rock
            double rockShare = SECOND_PLACE / 2 / (1 + SECOND_PLACE);
            assertThat(rock.get("exposure").asDouble()).isCloseTo(rockShare, within(1e-12));
            assertThat(jazz.get("exposure").asDouble()).isCloseTo(1 - rockShare, within(1e-12));
            // too much: jazz 0.8066 - 0.625 (catalogue) and rock 0.1934 - 0.1667, jazz less
            // (events)
            assertThat(answer.at("/unfairness/catalogue").asDouble())
                    .isCloseTo(1 - rockShare - 0.625 + rockShare - 0.125, within(1e-12));
            assertThat(answer.at("/unfairness/events").asDouble())
                    .isCloseTo(rockShare - 1.5 / 9, within(1e-12));
            spread(answer);
            JsonNode points = answer.get("points");
            assertThat(answer.get("step").asText()).isEqualTo("hour");
            assertThat(points).hasSize(1);
            assertThat(points.at("/0/lists").asInt()).isEqualTo(2);
            assertThat(points.at("/0/exposure/1").asDouble()).isCloseTo(rockShare, within(1e-12));
        }
    }

    private static void spread(JsonNode answer) {
        JsonNode spread = answer.get("spread");
        assertThat(spread.get("coverage").asDouble()).isEqualTo(0.5); // a, c of 4
        assertThat(spread.get("gini").asDouble()).isEqualTo(0.5); // 0 0 2 2
        assertThat(spread.get("meanEvents").asDouble()).isEqualTo(4.5); // (6 + 3) / 2
        // c has fewer than 5 events
        assertThat(spread.get("hardlyKnown").asDouble())
                .isCloseTo(SECOND_PLACE / (1 + SECOND_PLACE), within(1e-12));
        // 0 0 3 6: (-3*0 - 1*0 + 1*3 + 3*6) / (4 * 9) = 21 / 36
        assertThat(answer.at("/catalogue/gini").asDouble()).isCloseTo(21 / 36.0, within(1e-12));
        assertThat(answer.at("/catalogue/hardlyKnown").asDouble()).isEqualTo(0.75);
        // a, c, b, d: events 6 3 0 0, exposure 1 0.63 0 0
        JsonNode second = answer.at("/curve/2");
        assertThat(answer.at("/curve/1/events").asDouble()).isCloseTo(6 / 9.0, within(1e-12));
        assertThat(answer.at("/curve/1/exposure").asDouble())
                .isCloseTo(1 / (1 + SECOND_PLACE), within(1e-12));
        assertThat(second.get("items").asDouble()).isEqualTo(0.5);
        assertThat(second.get("events").asDouble()).isEqualTo(1);
    }

    @Test
    void smallGroupsCountTogetherAndDaysAreApart() {
        try (var server = Quiet.server(folder)) {
            fill(server);
            var now = java.time.Instant.now();
            shown(server, "r1", now.minusSeconds(4 * 86_400).toString(), "a");
            shown(server, "r2", now.minusSeconds(60).toString(), "c");
            server.store().project("default").exposures().flush();
            JsonNode answer = server.get("/v1/fairness?groups=1").json();
            assertThat(answer.get("by").asText()).isEqualTo("kind");
            assertThat(answer.get("fields").toString()).isEqualTo("[\"kind\"]");
            assertThat(answer.get("groups").findValuesAsText("name"))
                    .containsExactly("jazz", "(others)", "(none)");
            assertThat(group(answer, "(others)").get("exposure").asDouble()).isEqualTo(0.25);
            assertThat(answer.get("step").asText()).isEqualTo("day");
            assertThat(answer.at("/points/0/exposure").toString()).isEqualTo("[1.0,0.0,0.0]");
            assertThat(answer.at("/points/1/exposure").toString()).isEqualTo("[0.5,0.5,0.0]");
            assertThat(server.get("/v1/fairness?by=kin").body()).contains("did you mean");
        }
    }

    @Test
    void anEmptyProjectHasNoGroupsAndNoFigures() {
        try (var server = Quiet.server(folder)) {
            JsonNode answer = server.get("/v1/fairness").json();
            assertThat(answer.get("by").isNull()).isTrue();
            assertThat(answer.get("groups")).isEmpty();
            assertThat(answer.get("curve")).isEmpty();
            assertThat(answer.at("/spread/gini").isNull()).isTrue();
            assertThat(answer.get("unfairness").isNull()).isTrue();
        }
    }

    @Test
    void triesStepsOnListsThatNobodyIsShown() {
        try (var server = Quiet.server(folder)) {
            for (int k = 0; k < 40; k++) {
                item(server, "i" + k, k < 20 ? "\"big\"" : "\"small\"");
            }
            var events = new java.util.ArrayList<String>();
            for (int user = 0; user < 30; user++) {
                for (int k = 0; k < 20; k++) {
                    int item = k % 5 == 4 ? 20 + (user + k) % 20 : (user + k) % 20; // a fifth small
                    events.add(
                            "{\"user\":\"u%d\",\"item\":\"i%d\",\"type\":\"view\"}"
                                    .formatted(user, item));
                }
            }
            server.post("/v1/events", "{\"events\":" + events + "}");
            String job = server.post("/v1/jobs", "{\"kind\":\"train\"}").json().get("id").asText();
            assertThat(server.get("/v1/jobs/" + job + "?wait=30").json().get("state").asText())
                    .isEqualTo("done");
            JsonNode tried =
                    server.post(
                                    "/v1/fairness:simulate",
                                    "{\"by\":\"kind\",\"rerank\":[\"exposure:1:kind\"],\"sampleUsers\":10,\"limit\":4}")
                            .json();
            assertThat(tried.get("sampleUsers").asInt()).isEqualTo(10);
            assertThat(tried.get("overlap").asDouble()).isBetween(0.0, 0.9);
            assertThat(tried.at("/after/unfairness/catalogue").asDouble())
                    .isLessThan(tried.at("/before/unfairness/catalogue").asDouble())
                    .isLessThan(0.15);
            JsonNode same =
                    server.post("/v1/fairness:simulate", "{\"rerank\":[],\"sampleUsers\":10}")
                            .json();
            assertThat(same.get("overlap").asDouble()).isEqualTo(1);
            server.store().project("default").exposures().flush();
            assertThat(server.get("/v1/fairness").json().get("lists").asInt()).isZero();
            String wrong = "{\"rerank\":[\"exposuer\"]}";
            assertThat(server.post("/v1/fairness:simulate", wrong).status()).isEqualTo(422);
            assertThat(server.post("/v1/fairness:simulate", "{}").status()).isEqualTo(422);
        }
    }
}
