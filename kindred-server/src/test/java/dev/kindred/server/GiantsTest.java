package dev.kindred.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.server.testkit.TestServer;
import dev.kindred.server.testkit.TestServer.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers and queues without measure. */
class GiantsTest {
    @TempDir static Path folder;
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = new TestServer(folder);
    }

    @AfterAll
    static void end() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "0",
                "1001",
                "2147483647",
                "2147483648",
                "-9223372036854775809",
                "1e309",
                "1.5",
                "NaN",
                "99999999999999999999999999999999999999"
            })
    void aLengthThatCannotBeIsRefusedEverywhere(String limit) {
        for (String path :
                new String[] {
                    "/v1/recommendations/u",
                    "/v1/items/i/similar",
                    "/v1/items/i/audience",
                    "/v1/lists/popular",
                    "/v1/events",
                    "/v1/users",
                    "/v1/jobs"
                }) {
            Answer answer = server.get(path + "?limit=" + limit);
            assertThat(answer.status()).as(path + " " + answer.body()).isIn(400, 422, 404);
            assertThat(answer.status() == 404 && !path.contains("/i/")).isFalse();
        }
        for (String path : new String[] {"/v1/recommendations", "/v1/recommendations:batch"}) {
            String body = "{\"user\":\"u\",\"limit\":%s}".formatted(limit);
            if (path.endsWith("batch")) {
                body = body.replace("\"user\":\"u\"", "\"users\":[\"u\"]");
            }
            assertThat(server.post(path, body).status()).as(path).isIn(400, 422);
        }
    }

    @Test
    void ofAHundredTrainingsAtOnceMostAreRefusedAndTheServerAnswers() {
        int accepted = 0;
        int refused = 0;
        for (int k = 0; k < 100; k++) {
            Answer answer = server.post("/v1/jobs", "{\"kind\":\"train\"}");
            accepted += answer.status() == 202 ? 1 : 0;
            refused += answer.status() == 409 || answer.status() == 429 ? 1 : 0;
        }
        assertThat(accepted).isPositive();
        assertThat(accepted + refused).isEqualTo(100);
        assertThat(server.get("/v1/recommendations/u").status()).isEqualTo(200);
    }
}
