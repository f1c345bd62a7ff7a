package dev.kindred.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonFieldsTest {
    @Test
    void aFieldIsAListOfTextsWhateverItsValue() {
        String object =
                "{\"a\":\" x \",\"n\":12.50,\"t\":true,\"l\":[1,\"y\",null,\"\"],\"o\":{\"p\":1,\"q\":{\"r\":[2]}},\"z\":null}";
        assertThat(JsonFields.of(object))
                .isEqualTo(
                        Map.of(
                                "a", List.of("x"),
                                "n", List.of("12.50"),
                                "t", List.of("true"),
                                "l", List.of("1", "y"),
                                "o.p", List.of("1"),
                                "o.q.r", List.of("2"),
                                "z", List.of()));
        assertThat(JsonFields.of("{}")).isEmpty();
    }

    @Test
    void whatIsNoObjectIsRefused() {
        assertThatThrownBy(() -> JsonFields.of("[1]")).hasMessageContaining("JSON object");
        assertThatThrownBy(() -> JsonFields.of("{\"a\":")).hasMessageContaining("JSON object");
    }
}
