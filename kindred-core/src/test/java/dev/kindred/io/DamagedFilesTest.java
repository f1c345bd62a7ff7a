package dev.kindred.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is done to a file, readers either read it or say in one line what is wrong. */
class DamagedFilesTest extends FileTest {
    private static final List<String> TEXTS =
            List.of(
                    "user,item,rating,time\n1,2,3,4\n\"a\",\"b\"\"c\",4.5,2000-12-31\n5,6,7,\n",
                    "1\t2\t3\t978300760\n4\t5\t6\t978300761\n",
                    "{\"user\":\"a\",\"item\":1,\"rating\":2.5,\"x\":{\"y\":[1,null]}}\n{\"user\":1,\"item\":2}\n",
                    "1::2::3::4\n5::6::7::8\n",
                    "0 1 2 3\n1 2\n2\n3 4 5\n",
                    "(0,1)\t2\t3\n(1,2)\t3\t4\n",
                    "item,title,genres\n1,\"A, B\",x|y\n2,C,z\n",
                    "1|24|M|technician|85711\n2|53|F|other|94043\n",
                    "1::Toy Story (1995)::Animation|Comedy\n2::Jumanji (1995)::Adventure\n");
    private static final List<BiConsumer<String, ReadOptions>> READERS =
            List.of(InteractionFiles::read, AttributeFiles::read, CandidateFiles::read);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void damageIsReadOrRefusedAndNothingElse(long seed) {
        var random = new SplittableRandom(seed);
        int refused = 0;
        for (int round = 0; round < 600; round++) {
            byte[] bytes = TEXTS.get(random.nextInt(TEXTS.size())).getBytes(StandardCharsets.UTF_8);
            int packing = random.nextInt(6);
            bytes =
                    packing == 0
                            ? gzip(bytes)
                            : packing == 1
                                    ? zip("x.csv", new String(bytes, StandardCharsets.UTF_8))
                                    : bytes;
            String file = file("damaged", damaged(bytes, random));
            var options = random.nextInt(4) == 0 ? DEFAULTS.withFormat(format(random)) : DEFAULTS;
            refused += refuses(file, options.withStrict(random.nextInt(8) == 0), random) ? 1 : 0;
        }
        assertThat(refused).isBetween(100, 560);
    }

    private static InputFormat format(SplittableRandom random) {
        return InputFormat.values()[random.nextInt(InputFormat.values().length)];
    }

    private static byte[] damaged(byte[] whole, SplittableRandom random) {
        byte[] bytes =
                Arrays.copyOf(
                        whole,
                        whole.length - (random.nextInt(3) == 0 ? random.nextInt(whole.length) : 0));
        int changes = random.nextInt(4);
        String likely = "\"\n\r,;|\t :(){}[]\\\0-.e9\u00ff";
        for (int k = 0; k < changes && bytes.length > 0; k++) {
            int to =
                    random.nextBoolean()
                            ? random.nextInt(256)
                            : likely.charAt(random.nextInt(likely.length()));
            bytes[random.nextInt(bytes.length)] = (byte) to;
        }
        return bytes;
    }

    private static boolean refuses(String file, ReadOptions options, SplittableRandom random) {
        try {
            READERS.get(random.nextInt(READERS.size())).accept(file, options);
            return false;
        } catch (DataException e) {
            assertThat(e.getMessage()).startsWith(file).doesNotContain("\n").hasSizeLessThan(1000);
            return true;
        }
    }
}
