package dev.kindred.server.api.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.server.testkit.TestServer;
import dev.kindred.server.testkit.TestServer.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Items, over HTTP. */
class ItemsTest {
    private static final String DUNE =
            """
            {"title":"Dune","text":"A desert planet","categories":["sf","classic"],
             "attributes":{"year":1965,"price":9.5},"embedding":[0.5,-1],"owner":"u9",
             "groups":{"provider":"acme"},"availableFrom":"2026-01-01","availableUntil":1893456000000}
            """;

    private TestServer server;

    @BeforeEach
    void start(@TempDir Path folder) {
        server = Quiet.server(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anItemIsDescribedChangedShownAndDeleted() {
        assertThat(server.get("/v1/items/dune").status()).isEqualTo(404);
        assertThat(server.patch("/v1/items/dune", "{\"hidden\":true}").status()).isEqualTo(404);
        Answer put = server.put("/v1/items/dune", DUNE);
        assertThat(put.json().get("availableFrom").asText()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(put.json().get("availableUntil").asText()).isEqualTo("2030-01-01T00:00:00Z");
        JsonNode patched =
                server.patch(
                                "/v1/items/dune",
                                "{\"hidden\":true,\"owner\":null,\"attributes\":{\"price\":null}}")
                        .json();
        assertThat(patched.get("hidden").asBoolean()).isTrue();
        assertThat(patched.get("owner").isNull()).isTrue();
        assertThat(patched.get("attributes").toString()).isEqualTo("{\"year\":1965}");
        assertThat(patched.get("embedding").toString()).isEqualTo("[0.5,-1.0]");
        assertThat(server.get("/v1/items/dune").json()).isEqualTo(patched);
        assertThat(server.delete("/v1/items/dune").status()).isEqualTo(204);
        assertThat(server.delete("/v1/items/dune").status()).isEqualTo(404);
        assertThat(server.store().audit().list(Long.MAX_VALUE, 10).toString())
                .contains("item.hide")
                .contains("item.delete");
    }

    @Test
    void saysWhatIsWrongWithAnItem() {
        Answer wrong =
                server.put(
                        "/v1/items/x",
                        "{\"embedding\":[1,\"a\"],\"categories\":\"sf\",\"hidden\":1,\"availableFrom\":\"soon\",\"titel\":\"T\"}");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.json().get("errors")).hasSize(5);
        assertThat(wrong.body()).contains("/embedding/1").contains("did you mean \\\"title\\\"");
        assertThat(
                        server.put(
                                        "/v1/items/x",
                                        "{\"availableFrom\":2000,\"availableUntil\":1000}")
                                .status())
                .isEqualTo(422);
        assertThat(server.put("/v1/items/x", "{\"embedding\":[1e300]}").status()).isEqualTo(422);
        assertThat(server.put("/v1/items/x", "{\"title\":\"a\\u0000b\"}").status()).isEqualTo(422);
    }

    private List<String> ids(String query) {
        Answer answer = server.get("/v1/items?" + query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().findValuesAsText("id");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void findsItemsByWordsAndByExpression() {
        server.put("/v1/items/dune", DUNE);
        server.put("/v1/items/emma", "{\"title\":\"Emma\",\"attributes\":{\"year\":1815}}");
        server.put(
                "/v1/items/dune2", "{\"title\":\"Dune Messiah\",\"attributes\":{\"year\":1969}}");
        assertThat(ids("query=DUNE")).containsExactly("dune", "dune2");
        assertThat(ids("query=dune+mess")).containsExactly("dune2");
        assertThat(ids("filter=" + encoded("year >= 1900"))).containsExactly("dune", "dune2");
        assertThat(ids("filter=" + encoded("categories contains 'sf'"))).containsExactly("dune");
        assertThat(ids("query=dune&limit=1")).containsExactly("dune");
        String next = server.get("/v1/items?query=dune&limit=1").json().get("next").asText();
        assertThat(ids("query=dune&limit=1&cursor=" + next)).containsExactly("dune2");
        server.delete("/v1/items/dune2");
        assertThat(ids("query=dune")).containsExactly("dune");
        assertThat(ids("")).containsExactly("dune", "emma");
    }

    @Test
    void aWrongFilterIsToldWithItsColumn() {
        server.put("/v1/items/dune", DUNE);
        Answer wrong = server.get("/v1/items?filter=" + encoded("year > 1 && yaer < 3"));
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.json().at("/errors/0/pointer").asText()).isEqualTo("?filter");
        // "year > 1 && " has 12 characters
        assertThat(wrong.json().get("detail").asText()).contains("column 13").doesNotContain("\n");
        assertThat(server.get("/v1/items?filter=" + encoded("(".repeat(2000))).status())
                .isEqualTo(400);
        assertThat(server.get("/v1/items?query=" + "x".repeat(201)).status()).isEqualTo(400);
    }
}
