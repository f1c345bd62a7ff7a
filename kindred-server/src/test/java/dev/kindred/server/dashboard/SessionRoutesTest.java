package dev.kindred.server.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.testkit.TestServer;
import dev.kindred.server.testkit.TestServer.Answer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A browser signs in once, and no page of another site can use that. */
class SessionRoutesTest {
    private TestServer server;
    private String key;
    private String keyId;

    @BeforeEach
    void start(@TempDir Path folder) {
        server = new TestServer(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void lock() {
        Answer made = server.post("/v1/keys", "{\"name\":\"w\",\"scopes\":[\"write\"]}");
        key = made.json().get("key").asText();
        keyId = made.json().get("id").asText();
    }

    private Answer signIn() {
        return server.post("/v1/session", "{\"key\":\"%s\"}".formatted(key));
    }

    private static String cookie(Answer signedIn) {
        return String.valueOf(signedIn.header("Set-Cookie")).replaceFirst(";.*", "");
    }

    private Answer with(
            String cookie, String method, String path, @Nullable String body, String... more) {
        var headers = new HashMap<String, String>(Map.of("Cookie", cookie));
        for (int k = 0; k < more.length; k += 2) {
            headers.put(more[k], more[k + 1]);
        }
        return server.send(method, path, body, headers);
    }

    @Test
    void withoutKeysEverybodyOnThisMachineIsSignedIn() {
        Answer answer = server.get("/v1/session");
        assertThat(answer.json().get("keysNeeded").asBoolean()).isFalse();
        assertThat(answer.json().get("signedIn").asBoolean()).isTrue();
        assertThat(answer.json().get("scopes").get(0).asText()).isEqualTo("admin");
    }

    @Test
    void aCookieStandsForTheKeyUntilSomebodySignsOut() {
        lock();
        assertThat(server.get("/v1/stats").status()).isEqualTo(401);
        assertThat(server.get("/v1/session").json().get("signedIn").asBoolean()).isFalse();
        Answer signedIn = signIn();
        assertThat(signedIn.status()).isEqualTo(200);
        assertThat(signedIn.header("Set-Cookie"))
                .contains("HttpOnly", "SameSite=Strict", "Path=/")
                .doesNotContain(key, "Secure");
        String cookie = cookie(signedIn);
        assertThat(with(cookie, "GET", "/v1/stats", null).status()).isEqualTo(200);
        Answer who = with(cookie, "GET", "/v1/session", null);
        assertThat(who.json().get("key").asText()).isEqualTo(keyId);
        assertThat(with(cookie, "DELETE", "/v1/session", null).status()).isEqualTo(204);
        assertThat(with(cookie, "GET", "/v1/stats", null).status()).isEqualTo(401);
    }

    @Test
    void aChangeWithTheCookieNeedsTheHeaderThatOtherSitesCannotSend() {
        lock();
        String cookie = cookie(signIn());
        String body = "{\"events\":[{\"user\":\"u\",\"item\":\"i\",\"type\":\"like\"}]}";
        assertThat(with(cookie, "POST", "/v1/events", body).status()).isEqualTo(403);
        assertThat(with(cookie, "DELETE", "/v1/events?user=u&item=i", null).status())
                .isEqualTo(403);
        Answer good = with(cookie, "POST", "/v1/events", body, "X-Kindred-Dashboard", "1");
        assertThat(good.status()).isEqualTo(200);
    }

    @Test
    void theSessionMayDoWhatItsKeyMay() {
        lock();
        String cookie = cookie(signIn());
        Answer refused = with(cookie, "GET", "/v1/keys", null);
        assertThat(refused.status()).isEqualTo(403);
    }

    @Test
    void aRevokedKeyEndsItsSessions() {
        String body = "{\"name\":\"boss\",\"scopes\":[\"admin\"]}";
        String boss = server.post("/v1/keys", body).json().get("key").asText();
        server.as(boss);
        lock();
        server.as(null);
        String cookie = cookie(signIn());
        assertThat(with(cookie, "GET", "/v1/stats", null).status()).isEqualTo(200);
        server.as(boss);
        assertThat(server.delete("/v1/keys/" + keyId).status()).isLessThan(300);
        server.as(null);
        assertThat(with(cookie, "GET", "/v1/stats", null).status()).isEqualTo(401);
        Answer open = with(cookie, "GET", "/v1/session", null);
        assertThat(open.json().get("signedIn").asBoolean()).isFalse();
    }

    @Test
    void aWrongKeyAndAnotherSiteDoNotSignIn() {
        lock();
        Answer wrong = server.post("/v1/session", "{\"key\":\"kdr_no\"}");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.header("Set-Cookie")).isNull();
        String body = "{\"key\":\"%s\"}".formatted(key);
        var other = Map.of("Sec-Fetch-Site", "cross-site");
        assertThat(server.send("POST", "/v1/session", body, other).status()).isEqualTo(403);
    }

    @Test
    void overHttpsTheCookieStaysThere() {
        lock();
        var secure = Map.of("X-Forwarded-Proto", "https");
        Answer answer =
                server.send("POST", "/v1/session", "{\"key\":\"%s\"}".formatted(key), secure);
        assertThat(answer.header("Set-Cookie")).contains("; Secure");
    }
}
