package dev.kindred.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BestNTest {
    static Stream<Kernels> kernels() {
        return Randoms.kernels();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void tiesGoToTheLowerRowInWhateverOrderBlocksCome(Kernels kernels) {
        var best = new BestN(kernels, 3);
        best.offerAll(new float[] {9, 2, 1, 2, Float.NaN}, 1, 4, 10); // rows 10 to 13
        best.offerAll(new float[] {2, 3}, 0, 2, 0); // rows 0 and 1
        best.sort();
        assertThat(rows(best)).containsExactly(1, 0, 10);
        assertThat(best.score(0)).isEqualTo(3);
        best.offer(12, 2.5f); // after sorting, it goes on
        best.sort();
        assertThat(best.accepts(1, 2)).isFalse();
        assertThat(best.accepts(0, 2.1f)).isTrue();
        assertThat(best.accepts(0, Float.NaN)).isFalse();
        assertThat(rows(best)).containsExactly(1, 12, 0);
        best.clear();
        assertThat(best.size()).isZero();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void blocksGiveWhatASortGives(Kernels kernels) {
        var random = new SplittableRandom(4);
        for (int size : new int[] {1, 63, 64, 65, 130, 1100, 5000}) {
            float[] scores = new float[size];
            for (int k = 0; k < size; k++) {
                // few distinct values, so that there are many ties
                int value = random.nextInt(40);
                scores[k] = value == 0 ? Float.NaN : value == 1 ? Float.NEGATIVE_INFINITY : value;
            }
            List<Integer> expected =
                    IntStream.range(0, size)
                            .filter(row -> !Float.isNaN(scores[row]))
                            .boxed()
                            .sorted(Comparator.comparing(row -> -scores[row]))
                            .toList();
            for (int n : new int[] {1, 10, 100, 130, 700, 2000}) {
                var best = new BestN(kernels, n);
                best.offerAll(scores, size / 2, size - size / 2, size / 2);
                best.offerAll(scores, 0, size / 2, 0);
                best.sort();
                assertThat(rows(best))
                        .as("%d of %d", n, size)
                        .isEqualTo(expected.subList(0, Math.min(n, expected.size())));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void keepsTheBitsOfScoresOfBothSigns(Kernels kernels) {
        float[] scores = {
            -1.5f, Float.MIN_VALUE, Float.NEGATIVE_INFINITY, -Float.MIN_VALUE, 0, Float.MAX_VALUE
        };
        var best = new BestN(kernels, 6);
        best.offerAll(scores, 0, 6, Integer.MAX_VALUE - 6);
        best.sort();
        assertThat(IntStream.range(0, 6).mapToObj(best::score).toList())
                .containsExactly(
                        Float.MAX_VALUE,
                        Float.MIN_VALUE,
                        0f,
                        -Float.MIN_VALUE,
                        -1.5f,
                        Float.NEGATIVE_INFINITY);
        assertThat(best.row(0)).isEqualTo(Integer.MAX_VALUE - 1);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void manyBlocksInAnyOrderWithAFilterGiveWhatASortGives(Kernels kernels) {
        for (int n : new int[] {1, 100, 600}) {
            var random = new SplittableRandom(n);
            float[] scores = new float[20 * 512];
            for (int k = 0; k < scores.length; k++) {
                scores[k] = (float) Math.floor(random.nextDouble() * 3000) - 1500;
            }
            var all = new BestN(kernels, n);
            var even = new BestN(kernels, n);
            for (int block = 0; block < 20; block++) {
                int first = block * 7 % 20 * 512;
                all.offerAll(scores, first, 512, first);
                even.offerAll(scores, first, 512, first, row -> row % 2 == 0);
            }
            all.sort();
            even.sort();
            assertThat(rows(all)).isEqualTo(sorted(scores, 1).subList(0, n));
            assertThat(rows(even)).isEqualTo(sorted(scores, 2).subList(0, n));
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void theBestCanBeReadUnsorted(Kernels kernels) {
        var best = new BestN(kernels, 4);
        for (int row = 0; row < 30; row++) {
            best.offer(row, row * 7 % 30); // 26, 27, 28, 29 = 8, 21, 4, 17 times 7 modulo 30
        }
        assertThat(best.size()).isEqualTo(4);
        assertThat(rows(best)).containsExactlyInAnyOrder(8, 21, 4, 17);
    }

    private static List<Integer> sorted(float[] scores, int every) {
        return IntStream.range(0, scores.length)
                .filter(row -> row % every == 0)
                .boxed()
                .sorted(Comparator.comparing(row -> -scores[row]))
                .toList();
    }

    private static List<Integer> rows(BestN best) {
        return IntStream.range(0, best.size()).mapToObj(best::row).toList();
    }
}
