package dev.kindred.knn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    /** Values from few to many different ones: ties are the rule or the exception. */
    @ParameterizedTest
    @CsvSource({
        "0, 5, 3",
        "5, 5, 3",
        "6, 5, 1",
        "600, 50, 1",
        "600, 50, 7",
        "3000, 1, 20",
        "3000, 50, 2",
        "3000, 50, 100000",
        "3000, 400, 40",
        "3000, 2999, 100000",
        "3000, 5000, 30"
    })
    void keepsTheBestOfEqualsTheLowerRow(int rows, int k, int different) {
        var random = new SplittableRandom(rows + k);
        var nearest = new Nearest(k);
        for (int repeat = 0; repeat < 3; repeat++) { // the second time with used memory
            FoundRows found = shuffled(random, rows, different);
            int[] expected = best(found, k);
            nearest.clear();
            for (int from = 0; from < rows; from += 256) {
                nearest.add(found, from, Math.min(rows, from + 256));
            }
            nearest.finish();
            int[] kept = nearest.rows();
            double[] similarities = nearest.similarities();
            for (int n = 0; n < kept.length; n++) {
                assertThat(similarities[n]).isEqualTo(valueOf(found, kept[n]));
            }
            assertThat(Arrays.stream(kept).sorted().toArray()).isEqualTo(expected);
        }
    }

    /** The rows of the k best, rising, by sorting all. */
    static int[] best(FoundRows found, int k) {
        return IntStream.range(0, found.size)
                .boxed()
                .sorted(
                        Comparator.comparing((Integer at) -> -found.values[at])
                                .thenComparing(at -> found.rows[at]))
                .limit(k)
                .mapToInt(at -> found.rows[at])
                .sorted()
                .toArray();
    }

    private static FoundRows shuffled(SplittableRandom random, int rows, int different) {
        var found = new FoundRows(rows, false);
        found.size = rows;
        for (int at = 0; at < rows; at++) {
            int other = random.nextInt(at + 1);
            found.rows[at] = found.rows[other];
            found.rows[other] = at;
            found.values[at] = random.nextInt(different) / (double) different;
        }
        return found;
    }

    private static double valueOf(FoundRows found, int row) {
        int at =
                IntStream.range(0, found.size)
                        .filter(n -> found.rows[n] == row)
                        .findFirst()
                        .orElseThrow();
        return found.values[at];
    }
}
