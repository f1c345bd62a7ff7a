package dev.kindred.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdIndexTest {
    private static final List<String> ODD =
            List.of(
                    "plain",
                    " ",
                    " leading",
                    "trailing ",
                    "a/b/../c",
                    "C:\\x",
                    "tab\tnewline\n",
                    "\0",
                    "?",
                    "??",
                    "ümlaut",
                    "u\u0308mlaut", // another text than the one above
                    "日本語",
                    "🎬🍿",
                    "\uFFFD",
                    "x".repeat(256));

    @Test
    void anyTextIsAnId() {
        IdIndex index = IdIndex.of(ODD);
        assertThat(index.size()).isEqualTo(ODD.size());
        for (int row = 0; row < ODD.size(); row++) {
            assertThat(index.id(row)).isEqualTo(ODD.get(row));
            assertThat(index.row(ODD.get(row))).isEqualTo(row);
            assertThat(index.contains(ODD.get(row))).isTrue();
        }
        assertThat(index.ids()).containsExactlyElementsOf(ODD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "a\udc00", "?\ud800", "a?\ud83c", "\ud83c\ud83c\udfac"})
    void aLoneSurrogateIsNoText(String text) {
        assertThatThrownBy(() -> IdIndex.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an id must be valid Unicode text");
        // what the replacement by question marks would find
        IdIndex index = IdIndex.of("?", "a?", "??", "a??");
        assertThat(index.row(text)).isEqualTo(IdIndex.ABSENT);
    }

    @Test
    void anIdHasOneTo256Bytes() {
        assertThatThrownBy(() -> IdIndex.of("")).hasMessage("an id must not be empty");
        assertThat(IdIndex.of("ü".repeat(128)).size()).isEqualTo(1);
        assertThatThrownBy(() -> IdIndex.of("ü".repeat(128) + "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "an id must have at most 256 bytes of UTF-8, but has 257: \"%s...\"",
                        "ü".repeat(12));
        assertThat(IdIndex.of("a").row("")).isEqualTo(IdIndex.ABSENT);
        assertThat(IdIndex.of("a").row("x".repeat(1000))).isEqualTo(IdIndex.ABSENT);
    }

    @Test
    void anIdGivenTwiceIsAnErrorOrTheSameRow() {
        assertThatThrownBy(() -> IdIndex.of("a", "b", "a")).hasMessage("id \"a\" is given twice");
        var builder = new IdIndex.Builder();
        assertThat(builder.add("a")).isZero();
        assertThat(builder.add("b")).isEqualTo(1);
        assertThat(builder.add("a")).isZero();
        assertThat(builder.size()).isEqualTo(2);
    }

    @Test
    void anEmptyIndexKnowsNothing() {
        IdIndex empty = IdIndex.of();
        assertThat(empty.size()).isZero();
        assertThat(empty.row("a")).isEqualTo(IdIndex.ABSENT);
        assertThat(empty.ids()).isEmpty();
        assertThat(new IdIndex.Builder(empty).add("a")).isZero();
    }

    @Test
    void aBuilderGoesOnWithoutChangingWhatItBuilt() {
        var builder = new IdIndex.Builder();
        builder.add("a");
        IdIndex one = builder.build();
        builder.add("b");
        assertThat(one.ids()).containsExactly("a");
        assertThat(one.row("b")).isEqualTo(IdIndex.ABSENT);
        var more = new IdIndex.Builder(one);
        assertThat(more.add("c")).isEqualTo(1);
        assertThat(more.add("a")).isZero();
        assertThat(more.build().ids()).containsExactly("a", "c");
        assertThat(one.row("c")).isEqualTo(IdIndex.ABSENT);
    }

    @Test
    void aMillionIdsKeepTheirRows() {
        var builder = new IdIndex.Builder();
        for (int row = 0; row < 1_000_000; row++) {
            int known = row - row / 3;
            if (builder.add("user " + row) != row || builder.add("user " + known) != known) {
                throw new AssertionError("row " + row);
            }
        }
        IdIndex index = builder.build();
        assertThat(index.size()).isEqualTo(1_000_000);
        for (int row = 0; row < 1_000_000; row++) {
            String id = "user " + row;
            if (index.row(id) != row || !index.id(row).equals(id)) {
                throw new AssertionError("row " + row);
            }
        }
        assertThat(index.row("user 1000000")).isEqualTo(IdIndex.ABSENT);
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void idsWithEqualHashCodesAreFoundAsFastAsOthers() {
        // "Aa" and "BB" have the same hash code, so do all words made of them: 2^17 here.
        var builder = new IdIndex.Builder();
        for (int word = 0; word < 1 << 17; word++) {
            var id = new StringBuilder();
            for (int bit = 0; bit < 17; bit++) {
                id.append((word >> bit & 1) == 0 ? "Aa" : "BB");
            }
            assertThat(builder.add(id.toString())).isEqualTo(word);
        }
    }

    @Test
    void bytesAndOffsetsMakeTheSameIndex() {
        IdIndex index = IdIndex.of(ODD);
        IdIndex again = IdIndex.ofUtf8(index.utf8(), index.offsets());
        assertThat(again).isEqualTo(index).hasSameHashCodeAs(index);
        assertThat(again.row("🎬🍿")).isEqualTo(index.row("🎬🍿"));
        assertThat(IdIndex.of("ab", "c")).isNotEqualTo(IdIndex.of("a", "bc"));
        assertThat(IdIndex.of("ab")).isNotEqualTo(IdIndex.of("ac"));
    }

    @Test
    void badBytesAndOffsetsAreRefused() {
        byte[] ab = "ab".getBytes(StandardCharsets.UTF_8);
        int[][] bad = {{}, {0, 1}, {1, 2}, {0, 3, 2}, {0, 2, 1, 2}, {0, -1, 2}, {0, 0, 2}, {0, 3}};
        for (int[] offsets : bad) {
            assertThatThrownBy(() -> IdIndex.ofUtf8(ab, offsets))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        byte[] aa = "aa".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> IdIndex.ofUtf8(aa, new int[] {0, 1, 2}))
                .hasMessage("id of row 1 is given twice");
        byte[][] notUtf8 = {{(byte) 0xC3}, {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, {(byte) 0xFF}};
        for (byte[] bytes : notUtf8) {
            assertThatThrownBy(() -> IdIndex.ofUtf8(bytes, new int[] {0, bytes.length}))
                    .hasMessage("an id must be valid UTF-8");
        }
    }
}
