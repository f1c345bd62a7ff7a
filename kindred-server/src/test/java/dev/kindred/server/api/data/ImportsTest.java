package dev.kindred.server.api.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.server.http.Json;
import dev.kindred.server.testkit.TestServer;
import dev.kindred.server.testkit.TestServer.Answer;
import dev.kindred.store.Job;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Imports and exports, over HTTP. */
class ImportsTest {
    private TestServer server;

    private Path data;

    @BeforeEach
    void start(@TempDir Path folder) {
        data = folder;
        server = Quiet.server(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private JsonNode load(String query, String body) {
        Answer answer = server.post("/v1/imports?wait=true&" + query, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private long events() {
        return server.store().project("default").events().count();
    }

    @Test
    void guessesTheColumnsOfATable() {
        JsonNode report =
                load(
                        "format=csv",
                        "userId,movieId,rating,timestamp\n1,31,2.5,1260759144\n1,1029,3.0,1260759179\n");
        assertThat(report.get("stored").asInt()).isEqualTo(2);
        assertThat(report.get("columns").toString())
                .isEqualTo(
                        "{\"user\":\"userId\",\"item\":\"movieId\",\"value\":\"rating\",\"time\":\"timestamp\"}");
        JsonNode first = server.get("/v1/events").json().get("items").get(0);
        assertThat(first.get("time").asText()).isEqualTo("2009-12-14T02:52:24Z");
        assertThat(first.get("type").asText()).isEqualTo("rating");
        assertThat(first.get("value").asDouble()).isEqualTo(2.5);
    }

    @Test
    void takesTheColumnsThatAreNamed() {
        JsonNode report =
                load(
                        "format=csv&mapping=who:user,what:item,visit:session&type=view",
                        "what;who;visit\ni1;u1;s1\n");
        assertThat(report.get("stored").asInt()).isEqualTo(1);
        JsonNode event = server.get("/v1/events").json().get("items").get(0);
        assertThat(event.get("session").asText()).isEqualTo("s1");
        assertThat(event.get("type").asText()).isEqualTo("view");
        assertThat(server.post("/v1/imports?mapping=a:usr", "{}").body()).contains("did you mean");
        assertThat(
                        server.post(
                                        "/v1/imports?wait=true&format=csv&mapping=who:user",
                                        "a,b\n1,2\n")
                                .status())
                .isEqualTo(422);
    }

    @Test
    void storesGoodLinesAndListsBadOnes() {
        var body = new StringBuilder();
        for (int k = 1; k <= 30_000; k++) {
            body.append(
                    k % 100 == 0
                            ? "{\"user\":\"u%d\",\"item\":\"i\",\"time\":\"never\"}\n".formatted(k)
                            : "{\"user\":\"u%d\",\"item\":\"i\",\"type\":\"view\",\"time\":1700000000}\n"
                                    .formatted(k));
        }
        Answer accepted = server.post("/v1/imports", body.toString());
        assertThat(accepted.status()).isEqualTo(202);
        String job = accepted.json().get("job").asText();
        JsonNode done = server.get("/v1/jobs/%s?wait=60".formatted(job)).json();
        assertThat(done.get("state").asText()).as(done.toString()).isEqualTo("done");
        JsonNode report = done.get("result");
        assertThat(report.get("read").asInt()).isEqualTo(30_000);
        assertThat(report.get("stored").asInt()).isEqualTo(29_700);
        assertThat(report.get("rejected").asInt()).isEqualTo(300);
        assertThat(report.at("/reasons/bad_time").asInt()).isEqualTo(300);
        assertThat(report.at("/firstErrors/0/line").asInt()).isEqualTo(100);
        assertThat(events()).isEqualTo(29_700);
        String[] rejects = server.get(report.get("rejectsUrl").asText()).body().split("\n");
        assertThat(rejects).hasSize(300);
        assertThat(Json.parse(rejects[299]).get("line").asInt()).isEqualTo(30_000);
        assertThat(rejects[0]).contains("never");
        assertThat(server.get("/v1/imports/j_none/rejects").status()).isEqualTo(404);
        assertThat(server.get("/v1/imports/..%2f..%2fetc/rejects").status()).isEqualTo(404);
    }

    @Test
    void whatIsWrongWithAFileIsToldByTheJob() {
        Answer accepted = server.post("/v1/imports?format=csv", "a,b\n1,2\n");
        assertThat(accepted.status()).isEqualTo(202);
        String job = accepted.json().get("job").asText();
        JsonNode ended = server.get("/v1/jobs/%s?wait=60".formatted(job)).json();
        assertThat(ended.get("state").asText()).isEqualTo("failed");
        assertThat(ended.get("message").asText())
                .contains("no column for the user", "mapping", "0 records were stored");
    }

    @Test
    void anImportThatIsCancelledEndsAndKeepsWhatItStored() throws Exception {
        String line = "{\"user\":\"u\",\"item\":\"i\",\"time\":1700000000}\n";
        String job = server.post("/v1/imports", line.repeat(2_000_000)).json().get("job").asText();
        server.delete("/v1/jobs/" + job);
        JsonNode ended = server.get("/v1/jobs/%s?wait=60".formatted(job)).json();
        assertThat(ended.get("state").asText()).as(ended.toString()).isEqualTo("cancelled");
        assertThat(ended.get("message").asText())
                .isEqualTo("the import was cancelled; %d records were stored".formatted(events()));
        assertThat(ended.get("progress").asDouble()).isBetween(0.0, 0.99);
        assertThat(events()).isLessThan(2_000_000);
        assertThat(server.get("/v1/imports/%s/rejects".formatted(job)).status()).isEqualTo(404);
    }

    @Test
    void noBodyStaysOnTheDiskAndRefusedLinesSurviveARestart() throws Exception {
        String rejects = load("", "x\n").get("rejectsUrl").asText();
        String lines = server.get(rejects).body();
        assertThat(lines).contains("not_json");
        server.close();
        try (var files = java.nio.file.Files.walk(data)) {
            assertThat(files.map(Path::toString)).noneMatch(file -> file.endsWith(".upload"));
        }
        server = Quiet.server(data);
        assertThat(server.get(rejects).body()).isEqualTo(lines);
    }

    @Test
    void aHundredThousandBadLinesAreReportedInBoundedTime() {
        JsonNode report = load("", "{\"user\":\"u\"\n".repeat(100_000));
        assertThat(report.get("rejected").asInt()).isEqualTo(100_000);
        assertThat(report.get("firstErrors")).hasSize(20);
        assertThat(report.at("/reasons/not_json").asInt()).isEqualTo(100_000);
        assertThat(server.get(report.get("rejectsUrl").asText()).body().lines()).hasSize(100_000);
        assertThat(events()).isZero();
    }

    @Test
    void saysWhyEachLineIsRefused() {
        JsonNode report =
                load(
                        "",
                        """
                        {"user":"u","item":"i"}
                        {"user":"","item":"i"}
                        {"user":"u","item":{}}
                        {"user":"u","item":"i","value":"many"}
                        {"user":"u","item":"i","time":"2999-01-01"}
                        {"user":"u","item":"i","item":"j"}
                        {"user":"%s","item":"i"}
                        {"user":"u\\u0000","item":"i"}
                        [1,2]
                        {"user":"u","item":"i","value":NaN}
                        """
                                .formatted("x".repeat(300)));
        assertThat(report.get("stored").asInt()).isEqualTo(1);
        assertThat(report.get("firstErrors").findValuesAsText("code"))
                .containsExactly(
                        "bad_user",
                        "bad_item",
                        "bad_value",
                        "future_time",
                        "duplicate_key",
                        "bad_user",
                        "bad_user",
                        "not_json",
                        "not_json");
        JsonNode csv =
                load("format=csv", "user,item,rating\nu,i,1\nu,i\nu,,1\nu,\"i,1\nu,i,x\nu,i,2\n");
        assertThat(csv.get("stored").asInt()).isEqualTo(2);
        assertThat(csv.get("firstErrors").findValuesAsText("line"))
                .containsExactly("3", "4", "5", "6");
    }

    @Test
    void aDryRunStoresNothing() {
        JsonNode report = load("dryRun=true", "{\"user\":\"u\",\"item\":\"i\"}\nx\n");
        assertThat(report.get("stored").asInt()).isEqualTo(1);
        assertThat(report.get("rejected").asInt()).isEqualTo(1);
        assertThat(report.get("job").isNull()).isTrue();
        assertThat(events()).isZero();
    }

    @Test
    void theSameFileTwiceIsStoredOnce() {
        String body =
                "{\"user\":\"u\",\"item\":\"i\",\"time\":1700000000}\n{\"user\":\"u\",\"item\":\"j\",\"id\":\"e1\"}\n";
        assertThat(load("once=true", body).get("stored").asInt()).isEqualTo(2);
        JsonNode again = load("once=true", body);
        assertThat(again.get("stored").asInt()).isZero();
        assertThat(again.get("duplicates").asInt()).isEqualTo(2);
        assertThat(events()).isEqualTo(2);
    }

    @Test
    void refusesWhatIsNoText() {
        assertThat(server.post("/v1/imports", "").status()).isEqualTo(422);
        assertThat(server.post("/v1/imports?wait=true", "\n\n").status()).isEqualTo(422);
        assertThat(
                        server.post("/v1/imports?wait=true&format=csv", "a,b\n1,2\n")
                                .json()
                                .get("detail")
                                .asText())
                .contains("no column for the user")
                .contains("mapping");
        assertThat(server.post("/v1/imports?format=xml", "x").status()).isEqualTo(400);
        Job failed = server.store().project("default").jobs().list(1).get(0);
        assertThat(failed.state()).isEqualTo(Job.State.FAILED);
    }

    private HttpResponse<String> gzip(byte[] packed) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(server.uri("/v1/imports?wait=true"))
                                .header("Content-Encoding", "gzip")
                                .POST(HttpRequest.BodyPublishers.ofByteArray(packed))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static byte[] packed(byte[] piece, int times) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            for (int k = 0; k < times; k++) {
                gzip.write(piece);
            }
        }
        return out.toByteArray();
    }

    @Test
    void unpacksGzipAndNotBombs() throws Exception {
        byte[] line = "{\"user\":\"u\",\"item\":\"i\"}\n".getBytes(StandardCharsets.UTF_8);
        assertThat(gzip(packed(line, 100)).body()).contains("\"stored\":100");
        byte[] endless = "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
        assertThat(gzip(packed(endless, 400)).statusCode()).isEqualTo(413);
        assertThat(gzip(new byte[100]).statusCode()).isEqualTo(400);
    }

    @Test
    void itemsOfATableKeepTheirOtherColumnsAsAttributes() {
        JsonNode report =
                load(
                        "kind=items&format=csv",
                        "movieId,title,genres,year,hidden\n1,\"Heat, 1995\",Action|Crime,1995,false\n2,Emma,,x,1\n");
        assertThat(report.get("stored").asInt()).isEqualTo(2);
        JsonNode heat = server.get("/v1/items/1").json();
        assertThat(heat.get("title").asText()).isEqualTo("Heat, 1995");
        assertThat(heat.get("attributes").toString())
                .isEqualTo("{\"genres\":[\"Action\",\"Crime\"],\"year\":1995}");
        assertThat(server.get("/v1/items/2").json().get("hidden").asBoolean()).isTrue();
    }

    @Test
    void whatIsExportedIsImportedAgainWithoutLoss(@TempDir Path folder) {
        load(
                "kind=users",
                "{\"id\":\"=1+1\",\"attributes\":{\"age\":31,\"tags\":[\"a\",\"b\"]},\"city\":\"Bern\"}\n");
        load(
                "kind=items",
                "{\"id\":\"a,\\\"b\\n\",\"title\":\" x \",\"embedding\":[0.1,2],\"groups\":{\"p\":\"q\"},\"availableFrom\":\"2026-01-01\",\"hidden\":true}\n");
        load(
                "",
                "{\"user\":\"=1+1\",\"item\":\"i\",\"type\":\"view\",\"value\":0.1,\"time\":1700000000123,\"id\":\"e\",\"session\":\"s\",\"recommendationId\":\"r\"}\n");
        try (var other = Quiet.server(folder)) {
            for (String format : new String[] {"ndjson", "csv"}) {
                for (String kind : new String[] {"users", "items", "events"}) {
                    String query = "/v1/exports/%s?format=%s".formatted(kind, format);
                    String exported = server.get(query).body();
                    Answer loaded =
                            other.post(
                                    "/v1/imports?wait=true&kind=%s&format=%s"
                                            .formatted(kind, format),
                                    exported);
                    assertThat(loaded.json().get("rejected").asInt()).as(loaded.body()).isZero();
                    assertThat(other.get(query).body()).isEqualTo(exported);
                }
            }
        }
    }

    @Test
    void anExportForSpreadsheetsComputesNothing() {
        for (String id : new String[] {"=1+1", "+1", "-1", "@x", "\tx"}) {
            load("kind=users", Json.text(java.util.Map.of("id", id)) + "\n");
        }
        String raw = server.get("/v1/exports/users?format=csv").body();
        String safe = server.get("/v1/exports/users?format=csv&spreadsheet=true").body();
        assertThat(raw).contains("\r\n=1+1,").doesNotContain("'");
        assertThat(safe).contains("'=1+1", "'+1", "'-1", "'@x", "'\tx");
        assertThat(server.get("/v1/exports/models").status()).isEqualTo(404);
        assertThat(server.get("/v1/exports/users?spreadsheet=true").status()).isEqualTo(400);
    }
}
