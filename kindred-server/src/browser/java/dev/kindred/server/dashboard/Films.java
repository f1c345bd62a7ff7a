package dev.kindred.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.data.Attributes;
import dev.kindred.data.InteractionLog;
import dev.kindred.io.AttributeFiles;
import dev.kindred.io.InteractionFiles;
import dev.kindred.io.ReadOptions;
import dev.kindred.server.http.Json;
import dev.kindred.server.testkit.TestServer;
import dev.kindred.store.Event;
import dev.kindred.store.ItemRecord;
import dev.kindred.store.Project;
import dev.kindred.store.Store;
import dev.kindred.store.WriteMode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Fills a server with the films of the demo, and trains it. */
final class Films {
    private static final Path FOLDER = Path.of("../demo/movielens-small");
    private static final int BATCH = 50_000;
    private static final double LIKED_FROM = 4;

    private Films() {}

    static void fill(TestServer server) throws IOException {
        Project store = server.store().project(Store.DEFAULT_PROJECT);
        store.items().put(films());
        List<Event> ratings = ratings();
        for (int from = 0; from < ratings.size(); from += BATCH) {
            int to = Math.min(from + BATCH, ratings.size());
            store.events().append(ratings.subList(from, to), WriteMode.ADD);
        }
        String pipeline =
                """
                {"events": {"types": {"like": {"weight": 1}}, "others": 0},
                 "models": [{"algorithm": "item-knn"}, {"algorithm": "ials", "settings": {"factors": 16, "epochs": 3}}]}
                """;
        assertThat(server.put("/v1/pipeline", pipeline).status()).isEqualTo(200);
        String job = run(server, "{\"kind\":\"train\"}");
        assertThat(job).contains("in service");
    }

    /** Runs a job to its end; gives what came of it. */
    static String run(TestServer server, String job) {
        String id = server.post("/v1/jobs", job).json().get("id").asText();
        String state = "queued";
        String message = "";
        while (state.equals("queued") || state.equals("running")) {
            var answer = server.get("/v1/jobs/" + id + "?wait=30").json();
            state = answer.get("state").asText();
            message = answer.get("message").asText();
        }
        assertThat(state).as(message).isEqualTo("done");
        return message;
    }

    private static List<ItemRecord> films() throws IOException {
        Attributes films =
                AttributeFiles.read(
                                FOLDER.resolve("movies.csv.gz").toString(), ReadOptions.defaults())
                        .attributes();
        var records = new ArrayList<ItemRecord>();
        for (int row = 0; row < films.ids().size(); row++) {
            List<String> title = films.values(row, "title");
            List<String> year = films.values(row, "year");
            boolean known = !year.isEmpty() && year.get(0).matches("\\d{4}");
            Map<String, Object> more =
                    known
                            ? Map.of(
                                    "genres",
                                    films.values(row, "genres"),
                                    "year",
                                    Integer.valueOf(year.get(0)))
                            : Map.of("genres", films.values(row, "genres"));
            records.add(item(films.ids().id(row), title.isEmpty() ? "" : title.get(0), more));
        }
        return records;
    }

    static ItemRecord item(String id, String title, Map<String, Object> attributes) {
        return new ItemRecord(
                id,
                title,
                null,
                null,
                List.of(),
                "{}",
                Json.text(attributes),
                null,
                null,
                null,
                false);
    }

    private static List<Event> ratings() throws IOException {
        InteractionLog log =
                InteractionFiles.read(
                                FOLDER.resolve("ratings.csv.gz").toString(), ReadOptions.defaults())
                        .log();
        var events = new ArrayList<Event>();
        for (int k = 0; k < log.size(); k++) {
            events.add(
                    Event.of(
                            log.users().id(log.user(k)),
                            log.items().id(log.item(k)),
                            log.value(k) >= LIKED_FROM ? "like" : "watch",
                            log.value(k),
                            log.time(k)));
        }
        return events;
    }
}
