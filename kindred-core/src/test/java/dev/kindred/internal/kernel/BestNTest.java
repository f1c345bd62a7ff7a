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
        best.offer(12, 2.5f); // after sorting, the heap goes on
        assertThat(best.accepts(1, 2)).isFalse();
        assertThat(best.accepts(0, 2.1f)).isTrue();
        assertThat(best.accepts(0, Float.NaN)).isFalse();
        best.sort();
        assertThat(rows(best)).containsExactly(1, 12, 0);
        best.clear();
        assertThat(best.size()).isZero();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void blocksGiveWhatASortGives(Kernels kernels) {
        var random = new SplittableRandom(4);
        for (int size : new int[] {1, 63, 64, 65, 130, 5000}) {
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
            for (int n : new int[] {1, 10, 100}) {
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

    private static List<Integer> rows(BestN best) {
        return IntStream.range(0, best.size()).mapToObj(best::row).toList();
    }
}
