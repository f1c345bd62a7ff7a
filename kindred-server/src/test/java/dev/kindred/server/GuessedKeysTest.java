package dev.kindred.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.server.testkit.TestServer;
import dev.kindred.server.testkit.TestServer.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever guesses keys is soon not listened to, and the audit log says so. */
class GuessedKeysTest {
    @TempDir private Path folder;

    @Test
    void afterTwentyWrongKeysNoneIsLookedUpAndKeysInUseGoOn() {
        try (var server = new TestServer(folder)) {
            String admin = made(server, "boss", "admin");
            server.as(admin);
            String late = made(server, "late", "read");
            assertThat(server.get("/v1/stats").status()).isEqualTo(200);

            int refused = 0;
            for (int k = 0; k < 100; k++) {
                Answer answer =
                        server.as("kd_guess" + k + "_aaaaaaaaaaaaaaaaaaaaaaaa").get("/v1/stats");
                if (answer.status() == 429) {
                    assertThat(answer.header("Retry-After")).isEqualTo("60");
                    refused++;
                } else {
                    assertThat(answer.status()).isEqualTo(401);
                    assertThat(answer.json().get("detail").asText())
                            .isEqualTo("the key is not known, has expired or was revoked");
                }
            }
            assertThat(refused).isEqualTo(80);
            Answer signIn = server.as(null).post("/v1/session", "{\"key\":\"kd_guess\"}");
            assertThat(signIn.status()).isEqualTo(429);
            assertThat(server.as(late).get("/v1/stats").status())
                    .as("not looked up")
                    .isEqualTo(429);

            assertThat(server.as(admin).get("/v1/stats").status()).isEqualTo(200);
            JsonNode newest = server.get("/v1/audit?limit=1").json().get("items").get(0);
            assertThat(newest.get("action").asText()).isEqualTo("key.guessing");
            assertThat(newest.get("details").get("address").asText()).isEqualTo("127.0.0.1");
        }
    }

    private static String made(TestServer server, String name, String scope) {
        String body = "{\"name\":\"%s\",\"scopes\":[\"%s\"]}".formatted(name, scope);
        return server.post("/v1/keys", body).json().get("key").asText();
    }
}
