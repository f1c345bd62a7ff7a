package dev.kindred.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.server.testkit.TestServer;
import dev.kindred.server.testkit.TestServer.Answer;
import dev.kindred.store.Event;
import dev.kindred.store.ItemRecord;
import dev.kindred.store.Project;
import dev.kindred.store.Store;
import dev.kindred.store.WriteMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a new user of the server does first: events in, a training, lists out; then steering. */
class FirstMinuteTest {
    private static final int USERS = 40;
    private static final int ITEMS = 12;
    private static final int TASTE = ITEMS / 2;

    private TestServer server;
    private Project project;

    @BeforeEach
    void start(@TempDir Path folder) {
        server = new TestServer(folder);
        project = server.store().project(Store.DEFAULT_PROJECT);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Two tastes: even users like even items, odd users odd ones; each lacks one of six. */
    private void twoTastes() {
        var items = new ArrayList<ItemRecord>();
        for (int item = 0; item < ITEMS; item++) {
            items.add(ItemRecord.of("i" + item, "Item " + item));
        }
        project.items().put(items);
        var events = new ArrayList<Event>();
        for (int user = 0; user < USERS; user++) {
            int missing = user / 2 % TASTE;
            for (int k = 1; k < TASTE; k++) {
                int item = 2 * ((missing + k) % TASTE) + user % 2; // each user in another order
                events.add(Event.of("u" + user, "i" + item, "like", 1, 1000L + events.size()));
            }
        }
        project.events().append(events, WriteMode.ADD);
    }

    private void train() {
        Answer queued = server.post("/v1/jobs", "{\"kind\":\"train\"}");
        assertThat(queued.status()).isEqualTo(202);
        String id = queued.json().get("id").asText();
        Answer done = server.get("/v1/jobs/" + id + "?wait=30");
        assertThat(done.json().get("state").asText()).as(done.body()).isEqualTo("done");
    }

    private static List<String> items(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        var items = new ArrayList<String>();
        answer.json().get("items").forEach(one -> items.add(one.get("item").asText()));
        return items;
    }

    private static String text(JsonNode node, String pointer) {
        return node.at(pointer).asText();
    }

    @Test
    void anEmptyServerAnswersAndSaysThatItKnowsNothing() {
        Answer answer = server.post("/v1/recommendations", "{\"user\":\"bob\"}");
        assertThat(items(answer)).isEmpty();
        assertThat(answer.json().get("degraded").asBoolean()).isTrue();
        assertThat(answer.json().get("coldStart").asBoolean()).isTrue();
    }

    @Test
    void aTrainedServerGivesEachTasteItsMissingItemAndSaysWhy() {
        twoTastes();
        train();
        Answer answer =
                server.post(
                        "/v1/recommendations",
                        "{\"user\":\"u0\",\"limit\":1,\"explain\":true,\"include\":[\"title\"]}");
        assertThat(items(answer)).containsExactly("i0");
        assertThat(text(answer.json(), "/items/0/attributes/title")).isEqualTo("Item 0");
        assertThat(text(answer.json(), "/items/0/explain/text")).startsWith("Because");
        assertThat(answer.json().get("degraded").asBoolean()).isFalse();
    }

    @Test
    void anEventChangesTheNextListWithoutTraining() {
        twoTastes();
        train();
        project.events().append(List.of(Event.of("new", "i3", "like", 1, 9999)), WriteMode.ADD);
        List<String> list = items(server.get("/v1/recommendations/new?limit=5"));
        assertThat(list).doesNotContain("i3").allMatch(item -> odd(item));
    }

    private static boolean odd(String item) {
        return Integer.parseInt(item.substring(1)) % 2 == 1;
    }

    @Test
    void aHiddenItemIsGoneWithTheNextRequestAndWhyNotSaysSo() {
        twoTastes();
        train();
        project.items().hide("i0", true);
        assertThat(items(server.get("/v1/recommendations/u0?limit=12"))).doesNotContain("i0");
        Answer why = server.get("/v1/recommendations/u0/why-not/i0");
        assertThat(why.json().get("stage").asText()).isEqualTo("hidden");
    }

    @Test
    void aRulePinsAnItemUntilItIsRemoved() {
        twoTastes();
        train();
        Answer stored =
                server.put("/v1/rules/first", "{\"pin\":[{\"item\":\"i1\",\"position\":1}]}");
        assertThat(stored.header("ETag")).isEqualTo("\"1\"");
        assertThat(items(server.get("/v1/recommendations/u0?limit=2"))).startsWith("i1");
        assertThat(server.get("/v1/rules").json().get("items")).hasSize(1);
        assertThat(server.delete("/v1/rules/first").status()).isEqualTo(204);
        assertThat(items(server.get("/v1/recommendations/u0?limit=1"))).containsExactly("i0");
        assertThat(server.put("/v1/rules/bad", "{\"pni\":[]}").status()).isEqualTo(422);
    }

    @Test
    void pagesFollowEachOtherWithoutRepeating() {
        twoTastes();
        train();
        Answer first = server.post("/v1/recommendations", "{\"user\":\"u0\",\"limit\":3}");
        String token = first.json().get("pageToken").asText();
        Answer second =
                server.post(
                        "/v1/recommendations",
                        "{\"user\":\"u0\",\"limit\":3,\"pageToken\":\"" + token + "\"}");
        assertThat(items(second)).isNotEmpty().doesNotContainAnyElementsOf(items(first));
    }

    @Test
    void batchRerankNeighboursAndListsAnswer() {
        twoTastes();
        train();
        Answer batch =
                server.post("/v1/recommendations:batch", "{\"users\":[\"u0\",\"u1\"],\"limit\":2}");
        assertThat(batch.json().get("lists")).hasSize(2);
        Answer ranked =
                server.post(
                        "/v1/recommendations:rerank",
                        "{\"user\":\"u0\",\"items\":[\"i1\",\"i0\"]}");
        assertThat(items(ranked)).startsWith("i0");
        assertThat(items(server.get("/v1/items/i0/similar?limit=3"))).noneMatch(item -> odd(item));
        assertThat(server.get("/v1/items/i0/audience").status()).isEqualTo(200);
        assertThat(server.get("/v1/users/u0/similar?limit=3").json().get("users")).hasSize(3);
        assertThat(items(server.get("/v1/lists/popular?limit=3"))).hasSize(3);
        assertThat(server.get("/v1/lists/populer").status()).isEqualTo(404);
        assertThat(server.get("/v1/lists").json().get("items")).hasSize(4);
        assertThat(server.get("/v1/onboarding?limit=2").json().get("items")).hasSize(2);
    }

    @Test
    void thePipelineIsTriedChangedAndTakenBack() {
        twoTastes();
        train();
        Answer preview =
                server.post(
                        "/v1/pipeline:preview",
                        "{\"pipeline\":{\"serving\":{\"repeatSeen\":true}},\"sampleUsers\":5}");
        assertThat(preview.json().get("overlap@10").asDouble()).isBetween(0.0, 1.0);
        assertThat(server.put("/v1/pipeline", "{\"models\":[{\"algorithm\":\"item-kn\"}]}").body())
                .contains("did you mean \\\"item-knn\\\"?");
        server.put("/v1/pipeline", "{\"models\":[{\"algorithm\":\"item-knn\"}]}");
        Answer stale =
                server.send(
                        "PUT",
                        "/v1/pipeline",
                        "{\"models\":[{\"algorithm\":\"ials\"}]}",
                        java.util.Map.of("If-Match", "\"9\""));
        assertThat(stale.status()).isEqualTo(412);
        server.put("/v1/pipeline", "{\"models\":[{\"algorithm\":\"popular\"}]}");
        Answer back = server.post("/v1/pipeline:rollback", "{}");
        assertThat(text(back.json(), "/pipeline/models/0/algorithm")).isEqualTo("item-knn");
        assertThat(server.get("/v1/pipeline/history").json().get("items")).hasSize(3);
    }

    @Test
    void modelsAreListedActivatedAndGoneBackFrom() {
        twoTastes();
        train();
        project.events().append(List.of(Event.of("n", "i3", "like", 1, 9999)), WriteMode.ADD);
        train();
        JsonNode models = server.get("/v1/models").json().get("items");
        assertThat(models).hasSizeGreaterThanOrEqualTo(2);
        long newest = models.get(0).get("version").asLong();
        Answer back = server.post("/v1/models:rollback", "");
        assertThat(back.json().get("version").asLong()).isLessThan(newest);
        assertThat(server.post("/v1/models/" + newest + ":activate", "").status()).isEqualTo(200);
        assertThat(server.delete("/v1/models/" + newest).status()).isEqualTo(409);
        assertThat(server.get("/v1/models/99").status()).isEqualTo(404);
    }

    @Test
    void wrongWishesAreToldWithTheirPlace() {
        twoTastes();
        for (String body :
                List.of(
                        "{\"limit\":2147483647}",
                        "{\"limit\":-1}",
                        "{\"diversity\":1e309}",
                        "{\"filter\":\"genres ==\"}",
                        "{\"pageToken\":\"nonsense\"}",
                        "{\"lmit\":3}",
                        "{\"quotas\":[{\"by\":\"x\"}]}")) {
            Answer wrong = server.post("/v1/recommendations", body);
            assertThat(wrong.status()).as(body + wrong.body()).isEqualTo(422);
        }
        assertThat(server.post("/v1/recommendations", "{\"limit\":NaN}").status()).isEqualTo(400);
        assertThat(server.post("/v1/jobs", "{\"kind\":\"tarin\"}").body())
                .contains("did you mean \\\"train\\\"?");
    }
}
