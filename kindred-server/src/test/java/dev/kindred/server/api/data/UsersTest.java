package dev.kindred.server.api.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.server.testkit.TestServer;
import dev.kindred.server.testkit.TestServer.Answer;
import dev.kindred.store.Event;
import dev.kindred.store.WriteMode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users, over HTTP. */
class UsersTest {
    private TestServer server;

    @BeforeEach
    void start(@TempDir Path folder) {
        server = Quiet.server(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void event(String user, String item) {
        server.store()
                .project("default")
                .events()
                .append(
                        List.of(Event.of(user, item, "view", 1, 1_700_000_000_000L)),
                        WriteMode.ADD);
    }

    @Test
    void aUserIsDescribedChangedAndShown() {
        assertThat(server.get("/v1/users/bob").status()).isEqualTo(404);
        Answer put = server.put("/v1/users/bob", "{\"attributes\":{\"age\":31,\"city\":\"Bern\"}}");
        assertThat(put.status()).isEqualTo(200);
        Answer patched =
                server.patch("/v1/users/bob", "{\"attributes\":{\"city\":null,\"age\":32}}");
        assertThat(patched.json().get("attributes").toString()).isEqualTo("{\"age\":32}");
        event("bob", "i1");
        JsonNode bob = server.get("/v1/users/bob").json();
        assertThat(bob.get("attributes").toString()).isEqualTo("{\"age\":32}");
        assertThat(bob.get("seen").asText()).isEqualTo("2023-11-14T22:13:20Z");
        assertThat(bob.get("described").asBoolean()).isTrue();
    }

    @Test
    void aUserKnownByEventsOnlyIsShownAsSuch() {
        event("eve", "i1");
        JsonNode eve = server.get("/v1/users/eve").json();
        assertThat(eve.get("described").asBoolean()).isFalse();
        assertThat(eve.get("attributes").isEmpty()).isTrue();
    }

    @Test
    void everyUserIsOnOnePageOfTheList() {
        List<String> ids = List.of("\u00e9", "a/b", "a", "b", "\ud83d\ude80");
        ids.forEach(id -> assertThat(put(id)).isEqualTo(200));
        var seen = new ArrayList<String>();
        String cursor = "";
        do {
            JsonNode page = server.get("/v1/users?limit=2&cursor=" + cursor).json();
            page.get("items").forEach(user -> seen.add(user.get("id").asText()));
            cursor = page.get("next").isNull() ? "" : page.get("next").asText();
        } while (!cursor.isEmpty());
        assertThat(seen).containsExactly("a", "a/b", "b", "\u00e9", "\ud83d\ude80");
        assertThat(server.get("/v1/users?cursor=%00").status()).isEqualTo(400);
        assertThat(server.get("/v1/users?limit=0").status()).isEqualTo(400);
        assertThat(server.get("/v1/users?limit=2147483648").status()).isEqualTo(400);
    }

    private int put(String id) {
        return server.put("/v1/users/" + encoded(id), "{}").status();
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "..",
                "%",
                "\r\nX: y",
                "\u001b[2J",
                "${jndi:x}",
                "'; drop table users; --",
                "=1+1"
            })
    void anIdMayHoldAnySign(String id) {
        assertThat(put(id)).isEqualTo(200);
        assertThat(server.get("/v1/users/" + encoded(id)).json().get("id").asText()).isEqualTo(id);
        assertThat(server.delete("/v1/users/" + encoded(id)).status()).isEqualTo(200);
    }

    @Test
    void anIdIsNeitherTooLongNorHoldsNul() {
        assertThat(put("x".repeat(256))).isEqualTo(200);
        assertThat(put("x".repeat(300))).isEqualTo(422);
        assertThat(server.put("/v1/users/%ff%fe", "{}").status()).isEqualTo(400);
        assertThat(put("a\0b")).isEqualTo(400); // no server takes it in a path
    }

    @Test
    void saysWhatIsWrongWithADescription() {
        assertThat(
                        server.put("/v1/users/u", "{\"attributes\":[]}")
                                .json()
                                .at("/errors/0/pointer")
                                .asText())
                .isEqualTo("/attributes");
        assertThat(server.put("/v1/users/u", "{\"atributes\":{}}").body()).contains("did you mean");
        assertThat(server.put("/v1/users/u", "{\"attributes\":{\"a\":1,\"a\":2}}").status())
                .isEqualTo(400);
        assertThat(server.patch("/v1/users/u", "[1]").status()).isEqualTo(422);
    }

    @Test
    void aGuestBecomesAnAccount() {
        event("guest", "i1");
        event("guest", "i2");
        assertThat(
                        server.post("/v1/users/bob:merge", "{\"from\":\"guest\"}")
                                .json()
                                .get("movedEvents")
                                .asInt())
                .isEqualTo(2);
        assertThat(server.get("/v1/users/bob/events").json().get("items")).hasSize(2);
        assertThat(server.get("/v1/users/guest").status()).isEqualTo(404);
        assertThat(server.post("/v1/users/bob:merge", "{\"from\":\"bob\"}").status())
                .isEqualTo(422);
        assertThat(server.post("/v1/users/bob:merge", "{}").status()).isEqualTo(422);
    }

    @Test
    void anErasedUserIsNowhere() {
        put("canary-7");
        event("canary-7", "i1");
        server.post(
                "/v1/impressions",
                "{\"recommendationId\":\"r1\",\"user\":\"canary-7\",\"items\":[{\"item\":\"i1\"}]}");
        Answer export = server.get("/v1/users/canary-7/export");
        assertThat(export.json().get("events")).hasSize(1);
        String lines = "{\"user\":\"u\",\"item\":\"i\"}\n{\"user\":\"canary-7\",\"item\":\"\"}\n";
        String rejects =
                server.post("/v1/imports?wait=true", lines).json().get("rejectsUrl").asText();
        assertThat(server.get(rejects).body()).contains("canary-7");
        JsonNode erased = server.delete("/v1/users/canary-7").json();
        assertThat(erased.at("/erased/events").asInt()).isEqualTo(1);
        assertThat(erased.at("/erased/description").asBoolean()).isTrue();
        assertThat(erased.at("/erased/impressions").asInt()).isEqualTo(1);
        assertThat(erased.get("modelTombstone").asBoolean()).isFalse();
        assertThat(server.get("/v1/users/canary-7").status()).isEqualTo(404);
        assertThat(server.get(rejects).status()).isEqualTo(404);
        assertThat(server.get("/v1/exports/events").body()).doesNotContain("canary-7");
        assertThat(server.store().audit().list(Long.MAX_VALUE, 100).toString())
                .contains("user.erase")
                .doesNotContain("canary-7");
    }
}
