package dev.kindred.server.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.server.KindredServer;
import dev.kindred.server.http.Json;
import dev.kindred.server.pipeline.PipelineSpec;
import dev.kindred.server.pipeline.PipelineSpec.Blend;
import dev.kindred.server.pipeline.PipelineSpec.ModelSpec;
import dev.kindred.server.tenant.TenantFactory;
import dev.kindred.server.testkit.TestServer;
import dev.kindred.server.testkit.TestServer.Answer;
import dev.kindred.store.Event;
import dev.kindred.store.ItemRecord;
import dev.kindred.store.Project;
import dev.kindred.store.Store;
import dev.kindred.store.WriteMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A server with 24 items in 6 categories: the most popular are all of one category, so that a list
 * of 4 is varied only where categories are capped.
 */
final class Lab implements AutoCloseable {
    static final String VARIED = "{\"rerank\":[\"cap:1:categories\"]}";

    private static final int ITEMS = 24;

    private final TestServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    Lab(Path folder) {
        server = new TestServer(folder, Lab::withoutSchedule);
    }

    /** A server over a store at an address. */
    Lab(Path folder, String address) {
        server = new TestServer(folder, address, Lab::withoutSchedule);
    }

    private static KindredServer.Settings withoutSchedule(KindredServer.Settings from) {
        TenantFactory.Settings tenants = from.tenants();
        PipelineSpec popular =
                PipelineSpec.defaults()
                        .withModels(
                                List.of(ModelSpec.of("popular")), new Blend("weighted", List.of()));
        return new KindredServer.Settings(
                new TenantFactory.Settings(
                        popular,
                        tenants.folder(),
                        tenants.queue(),
                        tenants.keepJobDays(),
                        tenants.keepModels(),
                        false),
                from.engine(),
                from.limits(),
                from.openMetrics(),
                from.accessLines());
    }

    TestServer server() {
        return server;
    }

    Project project() {
        return server.store().project(Store.DEFAULT_PROJECT);
    }

    Experiments experiments() {
        return server.server().tenants().get(Store.DEFAULT_PROJECT).experiments();
    }

    /** Items, some events, and a model of them. */
    Lab filled() {
        var items = new ArrayList<ItemRecord>();
        var events = new ArrayList<Event>();
        for (int item = 0; item < ITEMS; item++) {
            items.add(item("i" + item, "c" + item / 4));
            for (int user = 0; user < ITEMS - item; user++) {
                events.add(Event.of("old" + user, "i" + item, "like", 1, 1000));
            }
        }
        project().items().put(items);
        project().events().append(events, WriteMode.ADD);
        String job = ok(server.post("/v1/jobs", "{\"kind\":\"train\"}"), 202).get("id").asText();
        await(job);
        return this;
    }

    private static ItemRecord item(String id, String category) {
        return new ItemRecord(
                id, null, null, null, List.of(category), "{}", "{}", null, null, null, false);
    }

    void await(String job) {
        JsonNode done = ok(server.get("/v1/jobs/" + job + "?wait=60"), 200);
        assertThat(done.get("state").asText()).as(done.toString()).isEqualTo("done");
    }

    static JsonNode ok(Answer answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        return answer.json();
    }

    JsonNode start(String definition) {
        JsonNode made = ok(server.post("/v1/experiments", definition), 201);
        return ok(server.post("/v1/experiments/" + made.get("id").asText() + ":start", ""), 200);
    }

    JsonNode experiment(String id) {
        return ok(server.get("/v1/experiments/" + id), 200);
    }

    JsonNode results(String id) {
        return ok(server.get("/v1/experiments/" + id + "/results"), 200);
    }

    JsonNode assignment(String id, String user) {
        return ok(server.get("/v1/experiments/%s/assignment?user=%s".formatted(id, user)), 200);
    }

    /** A list of 4 for a user. */
    JsonNode list(String user) {
        return quick("/v1/recommendations", "{\"user\":\"%s\",\"limit\":4}".formatted(user));
    }

    /** Lists of 4 for some users, asked for at once. */
    List<JsonNode> lists(List<String> users, String more) {
        String body =
                "{\"users\":[\"%s\"],\"limit\":4%s}".formatted(String.join("\",\"", users), more);
        var lists = new ArrayList<JsonNode>();
        ok(server.post("/v1/recommendations:batch", body), 200).get("lists").forEach(lists::add);
        return lists;
    }

    /** A request of which there are hundreds: its answer is not held against the description. */
    private JsonNode quick(String path, String body) {
        var request =
                HttpRequest.newBuilder(server.uri(path))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try {
            HttpResponse<String> response =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return Json.parse(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The variant of a list, or "". */
    static String variant(JsonNode list) {
        return list.at("/experiment/variant").asText();
    }

    /** The user does something with the first item of a list. */
    void event(String user, JsonNode list, String type, boolean withId) {
        String id =
                withId
                        ? ",\"recommendationId\":\"%s\""
                                .formatted(list.get("recommendationId").asText())
                        : "";
        String item = list.at("/items/0/item").asText();
        quick(
                "/v1/events",
                "{\"events\":[{\"user\":\"%s\",\"item\":\"%s\",\"type\":\"%s\"%s}]}"
                        .formatted(user, item, type, id));
    }

    /** Many clicks of one user on one item; each is an event of its own. */
    void clicks(String user, int count) {
        for (int from = 0; from < count; from += 10_000) {
            var events = new StringBuilder("{\"events\":[");
            for (int k = from; k < Math.min(count, from + 10_000); k++) {
                events.append(k == from ? "" : ",")
                        .append(
                                "{\"user\":\"%s\",\"item\":\"i0\",\"type\":\"click\",\"time\":%d,\"id\":\"c%d\"}"
                                        .formatted(user, System.currentTimeMillis(), k));
            }
            quick("/v1/events", events.append("]}").toString());
        }
    }

    static JsonNode metric(JsonNode results, String name) {
        for (JsonNode one : results.get("metrics")) {
            if (one.get("metric").asText().equals(name)) {
                return one;
            }
        }
        throw new AssertionError("no metric " + name + " in " + results);
    }

    static Map<String, Long> units(JsonNode results) {
        var units = new java.util.TreeMap<String, Long>();
        results.get("variants")
                .forEach(one -> units.put(one.get("name").asText(), one.get("units").asLong()));
        return units;
    }

    @Override
    public void close() {
        server.close();
    }
}
