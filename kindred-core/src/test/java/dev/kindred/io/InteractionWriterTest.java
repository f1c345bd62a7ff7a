package dev.kindred.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindred.data.Interaction;
import dev.kindred.data.InteractionLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class InteractionWriterTest extends FileTest {
    private static String written(Interaction... interactions) {
        var out = new StringBuilder();
        InteractionWriter.write(InteractionLog.of(interactions), out);
        return out.toString();
    }

    @Test
    void writesNormalisedCsv() {
        assertThat(
                        written(
                                rating("u1", "i1", 4.5, 978_300_760_000L),
                                rating("u,2", "say \"hi\"", 3, 978_300_760_120L),
                                rating("u3", "i3", -0.25)))
                .isEqualTo(
                        """
                        user,item,value,time
                        u1,i1,4.5,978300760
                        "u,2","say ""hi""\",3,978300760.12
                        u3,i3,-0.25,
                        """);
    }

    @Test
    void writesTypesWhereThereAreSome() {
        assertThat(written(new Interaction("u", "i", "buy", 1, -1)))
                .isEqualTo("user,item,type,value,time\nu,i,buy,1,-0.001\n");
    }

    @Test
    void whatIsWrittenIsReadBackExactly() {
        var random = new SplittableRandom(11);
        for (int round = 0; round < 50; round++) {
            var all = new ArrayList<Interaction>();
            int size = random.nextInt(1, 100);
            for (int k = 0; k < size; k++) {
                all.add(any(random, round % 2 == 0));
            }
            InteractionFiles.Result back = read(data(written(all.toArray(new Interaction[0]))));
            assertThat(back.report().rejected()).isZero();
            assertThat(all(back)).isEqualTo(all);
        }
    }

    private static Interaction any(SplittableRandom random, boolean types) {
        String type =
                types
                        ? List.of("rating", "view", "add to cart", " a,b ").get(random.nextInt(4))
                        : "rating";
        return new Interaction(text(random), text(random), type, value(random), time(random));
    }

    private static String text(SplittableRandom random) {
        List<String> parts =
                List.of(
                        "a",
                        "7",
                        " ",
                        ",",
                        "\"",
                        "\n",
                        "\r",
                        "\t",
                        "ü",
                        "\uD83C\uDFB5",
                        "/",
                        ";",
                        "|",
                        "::",
                        "#",
                        "\u2028",
                        "-");
        var text = new StringBuilder();
        int length = random.nextInt(1, 12);
        for (int k = 0; k < length; k++) {
            text.append(parts.get(random.nextInt(parts.size())));
        }
        return text.toString();
    }

    private static double value(SplittableRandom random) {
        return switch (random.nextInt(5)) {
            case 0 -> random.nextInt(1, 6);
            case 1 -> random.nextInt(1, 11) / 2.0;
            case 2 -> random.nextDouble(-1e15, 1e15);
            case 3 -> -0.0;
            default -> random.nextDouble() * 1e-9;
        };
    }

    private static long time(SplittableRandom random) {
        return switch (random.nextInt(5)) {
            case 0 -> Interaction.NO_TIME;
            case 1 -> 1000L * random.nextInt();
            case 2 -> random.nextLong(-100_000_000_000_001L, 100_000_000_000_001L);
            case 3 ->
                    (random.nextBoolean() ? 1 : -1)
                            * (100_000_000_000_000L + random.nextInt(-2, 3));
            default -> Math.max(random.nextLong(), -Long.MAX_VALUE);
        };
    }

    @Test
    void anErrorOfTheDiskIsPassedOn() {
        Writer full =
                new Writer() {
                    @Override
                    public void write(char[] text, int from, int length) throws IOException {
                        throw new IOException("disk full");
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                };
        InteractionLog log = InteractionLog.of(rating("u", "i", 1));
        assertThatThrownBy(() -> InteractionWriter.write(log, full))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("disk full");
    }
}
