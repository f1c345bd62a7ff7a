package dev.kindred.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.data.Interaction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InteractionFieldsTest {
    @Test
    void knowsColumnsAsFilesDo() {
        var rows = List.of(List.of("movieId", "userId", "rating"), List.of("7", "1", "4.5"));
        var layout = InteractionFields.ofRows("x", rows, ReadOptions.defaults());
        assertThat(layout.header()).isTrue();
        assertThat(layout.positions()).isEqualTo(Map.of("user", 1, "item", 0, "value", 2));
        var bare =
                List.of(List.of("1", "7", "4", "881250949"), List.of("1", "8", "5", "881250950"));
        var guessed = InteractionFields.ofRows("x", bare, ReadOptions.defaults());
        assertThat(guessed.header()).isFalse();
        assertThat(guessed.positions()).containsEntry("time", 3).containsEntry("value", 2);
    }

    @Test
    void knowsTheColumnsOfTables() {
        var names = new LinkedHashMap<String, String>();
        names.put("customer_id", "");
        names.put("sku", "");
        var layout = InteractionFields.ofNames("t", names, ReadOptions.defaults());
        assertThat(layout.positions()).isEqualTo(Map.of("user", 0, "item", 1));
        assertThatThrownBy(
                        () ->
                                InteractionFields.ofNames(
                                        "t", Map.of("colour", ""), ReadOptions.defaults()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("no column for the user");
    }

    @Test
    void readsFieldsByTheRulesOfFiles() throws BadLine {
        assertThat(InteractionFields.value(" 4.5 ")).isEqualTo(4.5);
        assertThat(InteractionFields.value(null)).isEqualTo(1);
        assertThat(InteractionFields.time("2020-01-01")).isEqualTo(1_577_836_800_000L);
        assertThat(InteractionFields.time("")).isEqualTo(Interaction.NO_TIME);
        assertThat(InteractionFields.id("user", " u1 ")).isEqualTo("u1");
    }

    @Test
    void saysWhichRuleIsBroken() {
        assertThatThrownBy(() -> InteractionFields.value("much"))
                .isInstanceOf(BadLine.class)
                .hasMessage("the value is not a finite number");
        assertThatThrownBy(() -> InteractionFields.id("item", " ")).hasMessage("the item is empty");
        assertThatThrownBy(() -> InteractionFields.id("item", "x".repeat(257)))
                .hasMessageContaining("longer than 256 bytes");
        assertThatThrownBy(() -> InteractionFields.id("item", "\ud800"))
                .hasMessageContaining("Unicode");
    }
}
