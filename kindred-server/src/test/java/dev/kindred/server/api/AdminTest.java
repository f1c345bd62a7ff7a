package dev.kindred.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.server.testkit.TestServer;
import dev.kindred.server.testkit.TestServer.Answer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys, projects, health and documents, over HTTP. */
class AdminTest {
    private TestServer server;

    @BeforeEach
    void start(@TempDir Path folder) {
        server = new TestServer(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String key(String body) {
        Answer made = server.post("/v1/keys", body);
        assertThat(made.status()).isEqualTo(201);
        return made.json().get("key").asText();
    }

    @Test
    void aKeyOpensWhatItsScopesSayAndIsShownOnce() {
        String admin = key("{\"name\":\"boss\",\"scopes\":[\"admin\"]}");
        assertThat(server.get("/v1/keys").status()).isEqualTo(401);
        server.as(admin);
        String reader = key("{\"name\":\"shop\",\"scopes\":[\"read\"]}");
        assertThat(server.get("/v1/keys").body()).doesNotContain(reader).doesNotContain(admin);
        server.as(reader);
        assertThat(server.get("/v1/keys").status()).isEqualTo(403);
        assertThat(server.get("/health/live").status()).isEqualTo(200);
        server.as("nonsense");
        assertThat(server.get("/v1/keys").status()).isEqualTo(401);
    }

    @Test
    void aRevokedKeyIsRefusedAtOnce() {
        String admin = key("{\"name\":\"boss\",\"scopes\":[\"admin\"]}");
        server.as(admin);
        Answer other = server.post("/v1/keys", "{\"name\":\"b\",\"scopes\":[\"admin\"]}");
        String token = other.json().get("key").asText();
        assertThat(server.as(token).get("/v1/keys").status()).isEqualTo(200);
        server.as(admin).delete("/v1/keys/" + other.json().get("id").asText());
        assertThat(server.as(token).get("/v1/keys").status()).isEqualTo(401);
    }

    @Test
    void aKeyOfOneProjectOpensNoOther() {
        assertThat(server.post("/v1/projects", "{\"id\":\"books\"}").status()).isEqualTo(201);
        String admin = key("{\"name\":\"boss\",\"scopes\":[\"admin\"]}");
        server.as(admin);
        String books = key("{\"name\":\"b\",\"scopes\":[\"admin\"],\"project\":\"books\"}");
        server.as(books);
        assertThat(server.get("/v1/projects").status()).isEqualTo(403);
        assertThat(server.post("/v1/keys", "{\"name\":\"x\",\"scopes\":[\"admin\"]}").status())
                .isEqualTo(403);
    }

    @Test
    void aWrongRequestIsToldAllThatIsWrong() {
        Answer wrong = server.post("/v1/keys", "{\"nmae\":\"x\",\"scopes\":[\"raed\"]}");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.json().get("errors")).hasSize(3);
        assertThat(wrong.body()).contains("did you mean \\\"name\\\"?");
        assertThat(server.post("/v1/keys", "{\"name\"").json().get("detail").asText())
                .contains("not JSON")
                .contains("line 1");
        assertThat(server.post("/v1/keys", "").status()).isEqualTo(400);
    }

    @Test
    void projectsAreMadeListedAndDeleted() {
        assertThat(server.post("/v1/projects", "{\"id\":\"books\",\"name\":\"Books\"}").status())
                .isEqualTo(201);
        assertThat(server.post("/v1/projects", "{\"id\":\"books\"}").status()).isEqualTo(409);
        assertThat(server.post("/v1/projects", "{\"id\":\"../etc\"}").status()).isEqualTo(422);
        assertThat(server.get("/v1/projects").json().get("items")).hasSize(2);
        assertThat(server.get("/v1/projects/books").json().get("name").asText()).isEqualTo("Books");
        assertThat(server.delete("/v1/projects/books").status()).isEqualTo(204);
        assertThat(server.get("/v1/projects/books").status()).isEqualTo(404);
        assertThat(server.delete("/v1/projects/default").status()).isEqualTo(409);
    }

    @Test
    void theSamePostWithTheSameKeyIsDoneOnce() {
        Map<String, String> once = Map.of("Idempotency-Key", "k1");
        Answer first = server.send("POST", "/v1/projects", "{\"id\":\"p\"}", once);
        Answer again = server.send("POST", "/v1/projects", "{\"id\":\"p\"}", once);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(server.send("POST", "/v1/projects", "{\"id\":\"q\"}", once).status())
                .isEqualTo(422);
    }

    @Test
    void saysThatItIsReadyAndHasSafeHeaders() {
        Answer ready = server.get("/health/ready");
        assertThat(ready.json().get("status").asText()).isEqualTo("up");
        assertThat(ready.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(ready.header("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(ready.header("Cache-Control")).isEqualTo("no-store");
        assertThat(ready.header("Server")).isNull();
        Answer named = server.send("GET", "/health/live", null, Map.of("X-Request-Id", "abc-1"));
        assertThat(named.header("X-Request-Id")).isEqualTo("abc-1");
    }

    @Test
    void unknownPathsMethodsAndParametersAreToldWhatThereIs() {
        assertThat(server.get("/v1/nothing").status()).isEqualTo(404);
        Answer method = server.delete("/v1/projects");
        assertThat(method.status()).isEqualTo(405);
        assertThat(method.header("Allow")).isEqualTo("GET, POST");
        assertThat(server.get("/v1/projects?x=1").status()).isEqualTo(400);
        assertThat(server.get("/v1/projects/%ff").status()).isEqualTo(400);
        assertThat(server.get("/v1/projects/a%2Fb%00").status()).isIn(400, 404, 422);
    }

    @Test
    void withoutKeysPagesOfOtherSitesAreRefused() {
        assertThat(
                        server.send(
                                        "GET",
                                        "/v1/projects",
                                        null,
                                        Map.of("Origin", "https://evil.example"))
                                .status())
                .isEqualTo(403);
    }

    @Test
    void withoutKeysItListensOnALoopbackAddressOnly() {
        assertThatThrownBy(() -> server.server().start("0.0.0.0", 0, false))
                .hasMessageContaining("loopback address only");
    }

    @Test
    void showsItsDescriptionAsAPage() {
        assertThat(server.get("/docs").body()).contains("/docs/start.js");
        assertThat(server.get("/docs/swagger-ui-bundle.js").status()).isEqualTo(200);
        assertThat(server.get("/docs/start.js").body()).contains("/openapi.json");
        assertThat(server.get("/docs/none.js").status()).isEqualTo(404);
    }
}
