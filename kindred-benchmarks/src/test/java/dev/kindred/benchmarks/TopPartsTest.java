package dev.kindred.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.benchmarks.synthetic.SyntheticData;
import dev.kindred.data.SparseRows;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopPartsTest {
    @Test
    void bestItemsAreThoseOfASortWithoutTheSeenOnes() {
        SparseRows seen = new SyntheticData(70, 2300, 1400, 4, 1).likes().byUser();
        var factors = new TopParts.Factors(seen, 5);

        int[][] best = factors.best(2);

        for (int row = 0; row < 70; row += 23) {
            int user = row;
            int[] expected =
                    IntStream.range(0, 2300)
                            .filter(item -> seen.find(user, item) < 0)
                            .boxed()
                            .sorted(
                                    Comparator.comparing(
                                                    (Integer item) -> -factors.score(user, item))
                                            .thenComparing(Comparator.naturalOrder()))
                            .limit(100)
                            .mapToInt(Integer::intValue)
                            .toArray();
            assertThat(best[user]).as("user %d", user).isEqualTo(expected);
        }
    }
}
