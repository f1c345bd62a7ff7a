package dev.kindred.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindred.benchmarks.synthetic.SyntheticData;
import dev.kindred.data.Dataset;
import dev.kindred.data.History;
import dev.kindred.model.FitContext;
import dev.kindred.rank.Recommender;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopPartsTest {
    @Test
    void bestItemsAreThoseOfASortWithoutTheSeenOnes() {
        Dataset data = new SyntheticData(70, 2300, 1400, 4, 1).likes();
        int items = data.items().size();
        var model = new TopParts.GivenFactors(data, 5);

        int[][] best = TopParts.lists(Recommender.of(model), data, new FitContext(1, 2));

        float[] scores = new float[items];
        for (int user = 0; user < 70; user += 23) {
            History seen = data.history(user);
            model.score(seen, scores);
            int[] expected =
                    IntStream.range(0, items)
                            .filter(item -> seen.find(item) < 0)
                            .boxed()
                            .sorted(
                                    Comparator.comparing((Integer item) -> -scores[item])
                                            .thenComparing(Comparator.naturalOrder()))
                            .limit(100)
                            .mapToInt(Integer::intValue)
                            .toArray();
            assertThat(best[user]).as("user %d", user).isEqualTo(expected);
        }
    }
}
