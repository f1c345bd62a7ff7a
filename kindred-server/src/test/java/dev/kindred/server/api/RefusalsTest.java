package dev.kindred.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kindred.server.testkit.TestServer;
import dev.kindred.server.testkit.TestServer.Answer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people get wrong by hand is refused with the place, in words that help. */
class RefusalsTest {
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

    private static JsonNode fault(Answer answer, int status) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        return answer.json().get("errors").get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "filter # price = 5 # 7 # did you mean",
                "filter # price < # 8 # Maybe the end of the text was cut off",
                "filter # (price < 5 # 11 # Maybe the end",
                "filter # price < 5 inStock # 11 # Maybe && or ||",
                "filter # brand == 'acme # 10 # Maybe a ' is missing",
                "filter # 1 < price < 5 # 11 # Maybe write a < b && b < c",
                "filter # 5 # 1 # a condition needs true or false",
                "boost # price > 5 # 1 # a formula needs a number",
                "boost # rond(price) # 1 # did you mean",
            })
    void aRuleWithAnExpressionThatCannotBeIsRefused(
            String field, String text, int column, String hint) {
        String body = "{\"%s\":\"%s\"}".formatted(field.trim(), text.trim());
        for (String path : new String[] {"/v1/rules/r", "/v1/lists/mine"}) {
            JsonNode fault = fault(server.put(path, body), 422);
            assertThat(fault.get("pointer").asText()).isEqualTo("/" + field.trim());
            assertThat(fault.get("code").asText()).isEqualTo("bad_expression");
            assertThat(fault.get("detail").asText())
                    .startsWith("/%s, column %d: ".formatted(field.trim(), column))
                    .contains(hint.trim())
                    .contains("\n  " + text.trim() + "\n");
            assertThat(server.get(path).status()).as("nothing is stored").isEqualTo(404);
        }
    }

    @Test
    void allWrongExpressionsOfARuleAreToldAndFieldsThatMayComeAreNone() {
        Answer both = server.put("/v1/rules/r", "{\"filter\":\"a <\",\"when\":{\"user\":\")\"}}");
        assertThat(both.status()).isEqualTo(422);
        assertThat(both.json().get("errors")).hasSize(2);
        String coming = "{\"filter\":\"inStock && lower(brand) == 'x' && user.age ?? 0 > 17\"}";
        assertThat(server.put("/v1/rules/later", coming.replace("?? 0 ", "")).status())
                .isEqualTo(200);
        server.delete("/v1/rules/later");
    }

    @Test
    void aRuleOfAVariantIsRefusedAsWell() {
        JsonNode fault =
                fault(
                        server.put(
                                "/v1/experiments/e",
                                "{\"variants\":[{\"name\":\"A\"},{\"name\":\"B\",\"pipeline\":{\"rules\":{\"r\":{\"filter\":\"price = 5\"}}}}],\"metrics\":[\"click-rate\"]}"),
                        422);
        assertThat(fault.get("detail").asText()).contains("/filter, column 7");
    }

    @ParameterizedTest
    @CsvSource({"NaN", "Infinity", "-Infinity"})
    void noNumbersAreNamedInOwnWords(String word) {
        Answer answer =
                server.post(
                        "/v1/events",
                        "{\"events\":[{\"user\":\"u\",\"value\":%s}]}".formatted(word));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get("detail").asText())
                .contains("is no value of JSON. Maybe write null")
                .contains("(line 1, column ")
                .doesNotContain("Jackson", "enable", "ALLOW_", "token");
    }

    @ParameterizedTest
    @CsvSource({"1e309", "-1.5E400", "1e999999999"})
    void aNumberThatIsTooLargeIsToldAsItWasSent(String text) {
        JsonNode fault =
                fault(
                        server.post(
                                "/v1/events",
                                "{\"events\":[{\"user\":\"u\",\"item\":\"i\",\"type\":\"v\",\"value\":%s}]}"
                                        .formatted(text)),
                        422);
        assertThat(fault.get("pointer").asText()).isEqualTo("/events/0/value");
        assertThat(fault.get("detail").asText()).startsWith(text + " is too large for a number");
    }

    @Test
    void whatFollowsTheBodyIsRefused() {
        assertThat(server.post("/v1/recommendations", "{\"user\":\"u\"} {}").status())
                .isEqualTo(400);
        assertThat(server.post("/v1/recommendations", " ").json().get("detail").asText())
                .contains("the body is empty");
    }
}
