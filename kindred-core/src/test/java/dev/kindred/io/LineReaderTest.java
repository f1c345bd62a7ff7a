package dev.kindred.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LineReaderTest extends FileTest {
    private static String current(LineReader lines) {
        return new String(
                lines.bytes(), lines.start(), lines.end() - lines.start(), StandardCharsets.UTF_8);
    }

    private static List<String> lines(Source source) {
        var reader = new LineReader(source);
        var lines = new ArrayList<String>();
        while (reader.next()) {
            lines.add(current(reader));
            assertThat(reader.number()).isEqualTo(lines.size());
        }
        return lines;
    }

    @Test
    void splitsAsStringsDoWhateverTheLengths() {
        // Lines around the size of the buffer, 65536, and its double, so that it moves and grows.
        var random = new SplittableRandom(3);
        for (int round = 0; round < 30; round++) {
            var text = new StringBuilder("first");
            int count = random.nextInt(1, 40);
            for (int k = 0; k < count; k++) {
                int length =
                        random.nextInt(4) == 0 ? random.nextInt(200_000) : random.nextInt(3000);
                text.append(random.nextBoolean() ? "\n" : "\r\n").append("x".repeat(length));
            }
            text.append(".");
            List<String> expected = Arrays.asList(text.toString().split("\r?\n", -1));
            try (Source source = Source.open(data(text.toString()), List.of())) {
                assertThat(lines(source)).isEqualTo(expected);
            }
        }
    }

    @Test
    void dropsALineThatIsTooLongAndGoesOn() {
        String text =
                "a\n"
                        + "b".repeat(300_000)
                        + "\nc\n"
                        + "d".repeat(100_001)
                        + "\n"
                        + "e".repeat(100_000);
        try (Source source = Source.open(data(text), List.of())) {
            var reader = new LineReader(source);
            reader.longest(100_000);
            var seen = new ArrayList<String>();
            while (reader.next()) {
                seen.add(
                        reader.number()
                                + (reader.tooLong() ? " too long " : " ")
                                + current(reader).charAt(0));
            }
            assertThat(seen).containsExactly("1 a", "2 too long b", "3 c", "4 too long d", "5 e");
        }
    }

    @Test
    void extendsTheLineAndTakesItBack() {
        String text = "a\nb\n" + "c".repeat(70_000) + "\nd";
        try (Source source = Source.open(data(text), List.of())) {
            var reader = new LineReader(source);
            assertThat(reader.next() && reader.extend() && reader.extend()).isTrue();
            assertThat(current(reader)).isEqualTo("a\nb\n" + "c".repeat(70_000));
            assertThat(reader.extend()).isTrue();
            assertThat(reader.extend()).as("beyond the end").isFalse();
            reader.shrink();
            assertThat(current(reader)).isEqualTo("a");
            assertThat(reader.next()).isTrue();
            assertThat(current(reader)).isEqualTo("b");
            assertThat(reader.number()).isEqualTo(2);
        }
    }

    @Test
    void doesNotExtendBeyondTheLongestLine() {
        String text = "a\n" + "b".repeat(200_000) + "\nc\n";
        try (Source source = Source.open(data(text), List.of())) {
            var reader = new LineReader(source);
            reader.longest(100_000);
            assertThat(reader.next()).isTrue();
            assertThat(reader.extend()).isFalse();
            reader.shrink();
            assertThat(current(reader)).isEqualTo("a");
            assertThat(reader.next() && reader.tooLong()).isTrue();
            assertThat(reader.next()).isTrue();
            assertThat(current(reader)).isEqualTo("c");
            assertThat(reader.number()).isEqualTo(3);
        }
    }
}
