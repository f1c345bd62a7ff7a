package dev.kindred.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineRecordsTest {
    private static InputStream in(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsInteractionsOneByOneWithTheirLines() {
        LineRecords records =
                LineRecords.ofInteractions(
                        "x",
                        in("movieId,uid,stars\n\n7,\"a,b\",4.5\n8,c\n9,d,x\n"),
                        ReadOptions.defaults());
        assertThat(records.roles())
                .containsEntry("user", "uid")
                .containsEntry("item", "movieId")
                .containsEntry("value", "stars");
        assertThat(records.next()).isTrue();
        assertThat(records.line()).isEqualTo(3);
        assertThat(records.field(records.column("user"))).isEqualTo("a,b");
        assertThat(records.number(records.column("value"))).isEqualTo(4.5);
        assertThat(records.next()).isTrue();
        assertThat(records.fault()).isEqualTo("3 fields expected, 2 found");
        assertThat(records.next()).isTrue();
        assertThat(records.fault()).isNull();
        assertThat(records.number(records.column("value"))).isNaN();
        assertThat(records.excerpt()).isEqualTo("9,d,x");
        assertThat(records.next()).isFalse();
    }

    @Test
    void readsTablesAndTabs() {
        LineRecords records = LineRecords.ofTable("x", in("id\ttitle\n1\tHeat, 1995\n"));
        assertThat(records.names()).containsExactly("id", "title");
        assertThat(records.next()).isTrue();
        assertThat(records.field(1)).isEqualTo("Heat, 1995");
        assertThat(records.isEmpty(1)).isFalse();
        assertThat(records.next()).isFalse();
    }

    @Test
    void guessesKeysOfJsonByTheFirstLines() {
        LineRecords records =
                LineRecords.ofJson(
                        "x",
                        in("no json\n{\"user_id\":1,\"sku\":\"a\"}\n"),
                        true,
                        ReadOptions.defaults());
        assertThat(records.roles()).containsEntry("user", "user_id").containsEntry("item", "sku");
        var lines = new ArrayList<String>();
        while (records.next()) {
            lines.add(records.line() + " " + records.text());
        }
        assertThat(lines).isEqualTo(List.of("1 no json", "2 {\"user_id\":1,\"sku\":\"a\"}"));
    }

    @Test
    void refusesWhatHasNoColumns() {
        assertThatThrownBy(
                        () ->
                                LineRecords.ofInteractions(
                                        "the body", in("a,b\nx,y\n"), ReadOptions.defaults()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("the body has no column for the user");
        assertThatThrownBy(() -> LineRecords.ofTable("the body", in("")))
                .hasMessage("the body is empty");
    }

    @Test
    void aLineWithoutEndIsNotHeld() {
        LineRecords records =
                LineRecords.ofJson(
                        "x",
                        in("{\"a\":\"" + "x".repeat(3 << 20) + "\"}\n{}\n"),
                        false,
                        ReadOptions.defaults());
        assertThat(records.next()).isTrue();
        assertThat(records.text()).isNull();
        assertThat(records.next()).isTrue();
        assertThat(records.text()).isEqualTo("{}");
    }

    @Test
    void readsNumbersAndTimesInText() {
        assertThat(LineRecords.number(" 1e3 ")).isEqualTo(1000);
        assertThat(LineRecords.number("0x10")).isNaN();
        assertThat(LineRecords.time("1700000000")).isEqualTo(1_700_000_000_000L);
        assertThat(LineRecords.time("2026-01-01")).isEqualTo(1_767_225_600_000L);
        assertThat(LineRecords.time("soon")).isNull();
    }
}
