package dev.kindred.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

class FieldsTest {
    private static Fields fields(String json) {
        return Fields.of(Json.parse(json));
    }

    private static List<Problem.Fault> faults(Fields fields) {
        return catchThrowableOfType(Problem.class, fields::done).faults();
    }

    @Test
    void readsWhatIsThere() {
        Fields in =
                fields(
                        """
                        {"name":"n","count":3,"value":2.5,"on":true,"time":"2026-01-02T00:00:00+01:00",
                         "day":"2026-01-02","tags":["a","b"],"vector":[1,2.5],"parts":[{"x":1},{"x":2}]}""");
        assertThat(in.text("name")).isEqualTo("n");
        assertThat(in.integer("count", 0, 1, 5)).isEqualTo(3);
        assertThat(in.number("value")).isEqualTo(2.5);
        assertThat(in.flag("on", false)).isTrue();
        assertThat(in.time("time")).isEqualTo(1767308400000L); // 2026-01-01T23:00Z
        assertThat(in.time("day")).isEqualTo(1767312000000L); // 2026-01-02T00:00Z
        assertThat(in.texts("tags", 9)).containsExactly("a", "b");
        assertThat(in.numbers("vector", 9)).containsExactly(1, 2.5);
        assertThat(in.list("parts", 9, part -> part.integer("x", 0, 0, 9))).containsExactly(1, 2);
        assertThat(in.optionalText("absent")).isNull();
        in.done();
    }

    @Test
    void oneAnswerNamesEveryFault() {
        Fields in =
                fields("{\"name\":7,\"count\":9,\"events\":[{\"weight\":\"x\"},{\"wieght\":1}]}");
        in.text("name");
        in.integer("count", 0, 1, 5);
        in.list("events", 9, event -> event.number("weight"));
        assertThat(faults(in))
                .containsExactly(
                        new Problem.Fault("/name", "wrong_type", "name must be a text, but is 7"),
                        new Problem.Fault(
                                "/count",
                                "out_of_range",
                                "count must be a whole number from 1 to 5, but is 9"),
                        new Problem.Fault(
                                "/events/0/weight",
                                "wrong_type",
                                "weight must be a finite number, but is \"x\""),
                        new Problem.Fault(
                                "/events/1/wieght",
                                "unknown_field",
                                "there is no field \"wieght\" (did you mean \"weight\"?)"));
    }

    @Test
    void whatAReaderRefusesIsAFaultOfThePlace() {
        Fields in = fields("{\"events\":[{}]}");
        in.list(
                "events",
                9,
                event -> {
                    throw new IllegalArgumentException("user must not be empty");
                });
        assertThat(faults(in))
                .containsExactly(
                        new Problem.Fault("/events/0", "invalid", "user must not be empty"));
    }

    @Test
    void tooManyAndTooLargeAreFaults() {
        Fields in = fields("{\"ids\":[\"a\",\"b\"],\"k\":1e309,\"n\":2147483648}");
        in.texts("ids", 1);
        in.number("k");
        in.integer("n", 1, 1, 1000);
        assertThat(faults(in))
                .extracting(Problem.Fault::pointer)
                .containsExactly("/ids", "/k", "/n");
    }

    @Test
    void aBodyThatIsNoObjectIsAProblem() {
        assertThatThrownBy(() -> fields("[]")).hasMessage("the body must be a JSON object");
    }
}
