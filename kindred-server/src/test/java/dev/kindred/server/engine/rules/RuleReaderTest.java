package dev.kindred.server.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleReaderTest {
    @Test
    void readsEveryPart() {
        Rule rule =
                RuleReader.read(
                        "r",
                        "{\"when\":{\"placement\":[\"home\",\"cart\"],\"user\":\"user.age > 17\"},"
                                + "\"filter\":\"price < 50\",\"boost\":\"1.2\","
                                + "\"pin\":[{\"item\":\"i1\",\"position\":2,\"until\":\"1970-01-01T00:00:05Z\"}],"
                                + "\"cap\":{\"by\":\"category\",\"max\":3,\"window\":10},"
                                + "\"share\":{\"by\":\"provider\",\"targets\":{\"local\":0.3}},"
                                + "\"from\":1000,\"until\":\"1970-01-01T01:00:00-01:00\",\"enabled\":false,"
                                + "\"description\":\"why\"}");

        assertThat(rule.when().placements()).containsExactlyInAnyOrder("home", "cart");
        assertThat(rule.when().user()).isEqualTo("user.age > 17");
        assertThat(rule.filter()).isEqualTo("price < 50");
        assertThat(rule.boost()).isEqualTo("1.2");
        assertThat(rule.pins()).containsExactly(new Rule.Pin("i1", 2, null, 5000L));
        assertThat(rule.cap()).isEqualTo(new Rule.Cap("category", 3, 10));
        assertThat(rule.share()).isEqualTo(new Rule.Share("provider", Map.of("local", .3)));
        assertThat(rule.from()).isEqualTo(1000);
        assertThat(rule.until()).isEqualTo(7_200_000); // 01:00 an hour west of Greenwich
        assertThat(rule.enabled()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"flter\":\"x\"} | /flter is unknown",
                "{} | at least one of filter, boost, pin, cap and share",
                "[] | a rule must be an object",
                "{ | a rule must be JSON",
                "{\"filter\":3} | /filter must be a text, but is 3",
                "{\"pin\":[{\"item\":\"a\"}]} | /pin/0/position is missing",
                "{\"pin\":[{\"item\":\"a\",\"position\":0}]} | position",
                "{\"pin\":{}} | /pin must be an array",
                "{\"cap\":{\"by\":\"a\",\"max\":1.5}} | /cap/max must be a whole number",
                "{\"share\":{\"by\":\"a\",\"targets\":{\"x\":0.7,\"y\":0.6}}} | at most 1",
                "{\"share\":{\"by\":\"a\",\"targets\":{}}} | at least one value",
                "{\"filter\":\"x\",\"from\":\"soon\"} | /from must be a date and time",
                "{\"filter\":\"x\",\"from\":5,\"until\":5} | until must be later than from",
            })
    void tellsWhereASlipIs(String json, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RuleReader.read("r", json))
                .withMessageContaining(message);
    }
}
