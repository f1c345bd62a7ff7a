package dev.kindred.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.cli.IdList.Entry;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdListTest {
    private static List<Entry> parse(String text, String... known) {
        return IdList.parse("--history", text, Set.of(known)::contains);
    }

    @Test
    void aNumberBehindAColonIsTheValue() {
        assertThat(parse("i1,i2:4.5,i3:-1,i4:.5e1"))
                .containsExactly(
                        new Entry("i1", null),
                        new Entry("i2", 4.5),
                        new Entry("i3", -1.0),
                        new Entry("i4", 5.0));
    }

    @Test
    void aColonBeforeAnythingElseIsPartOfTheId() {
        assertThat(parse("urn:book,a:1:2"))
                .containsExactly(new Entry("urn:book", null), new Entry("a:1", 2.0));
    }

    @Test
    void aKnownIdThatLooksLikeAnIdWithAValueIsTheId() {
        assertThat(parse("ep:3,ep:4:5", "ep:3"))
                .containsExactly(new Entry("ep:3", null), new Entry("ep:4", 5.0));
    }

    @Test
    void whatFollowsAKnownIdAndAColonIsANumber() {
        for (String value : new String[] {"x", "", "4..5", "NaN"}) {
            assertThatThrownBy(() -> parse("a,260:" + value, "260"))
                    .isInstanceOf(UsageException.class)
                    .hasMessage(
                            "--history \"a,260:%1$s\": the value of 260 must be a number, but is \"%1$s\""
                                    .formatted(value));
        }
        assertThat(parse("260:x")).containsExactly(new Entry("260:x", null));
        assertThat(parse("\"260:x\"", "260")).containsExactly(new Entry("260:x", null));
    }

    @Test
    void quotesAndBackslashesMakeCommasAndColonsPartOfTheId() {
        assertThat(parse("\"a, b:1\":2,c\\,d,e\\:3,f\\\\"))
                .containsExactly(
                        new Entry("a, b:1", 2.0),
                        new Entry("c,d", null),
                        new Entry("e:3", null),
                        new Entry("f\\", null));
    }

    @Test
    void idsWithoutValuesKeepTheirColons() {
        assertThat(IdList.ids("--exclude", "a:1,b")).containsExactly("a:1", "b");
    }

    @Test
    void emptyIdsAndOpenQuotesAreWrong() {
        assertThatThrownBy(() -> parse("a,,b"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("empty id");
        assertThatThrownBy(() -> parse("")).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> parse("\"a,b"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("quote");
    }
}
